// The steps of the capture: what is typed saves itself, stays in the browser until the server has it (public texts
// only), and goes on in place when the session ended; so do those of a modification, which save when they are sent.
// Progressive enhancement: every step works without this file.
"use strict";

(() => {
  const form = document.querySelector("form[data-captura]");
  if (!form) return;
  const { persona: cuenta, usuario } = form.dataset;
  const sola = "sola" in form.dataset;
  const estado = form.querySelector("[data-guardado]");
  const dicho = form.querySelector("[data-dicho]");
  const avisos = document.querySelector("[data-avisos]");
  const PAUSA = 1500;
  const REINTENTOS = [5000, 15000, 30000, 60000];
  const ventana = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");

  // -- What is said ---------------------------------------------------------------------------------------

  function elemento(nombre, { texto, clase, ...resto } = {}, ...hijos) {
    const nuevo = document.createElement(nombre);
    if (texto) nuevo.textContent = texto;
    if (clase) nuevo.className = clase;
    Object.assign(nuevo, resto);
    nuevo.append(...hijos);
    return nuevo;
  }

  const boton = (texto, alPulsar, clase = "boton boton--secundario") =>
    elemento("button", { texto, clase, type: "button", onclick: alPulsar });

  // Eyes follow each save; whoever listens is told once, and again when something changes.
  let ultimo = "";

  function decir(clase, texto, ...acciones) {
    estado.hidden = false;
    estado.dataset.clase = clase;
    estado.replaceChildren(texto, ...acciones);
    if (clase === ultimo || clase === "guardando") return;
    dicho.textContent = clase === "guardado" && !ultimo ? "Lo que escribe se guarda solo." : texto;
    ultimo = clase;
  }

  function avisar(titulo, cuerpo, ...acciones) {
    const caja = elemento("div", { clase: "aviso tono-atencion", tabIndex: -1 });
    caja.setAttribute("role", "group");
    caja.setAttribute("aria-label", titulo);
    caja.append(
      elemento("div", { clase: "aviso__cuerpo" }, elemento("p", { clase: "aviso__titulo", texto: titulo }), ...cuerpo,
        elemento("div", { clase: "acciones" }, ...acciones)),
    );
    avisos.append(caja);
    return caja;
  }

  // -- What the form holds --------------------------------------------------------------------------------

  const AJENOS = new Set(["csrfmiddlewaretoken", "visto", "cuenta", "ventana"]);
  const pares = (de = form) =>
    [...new FormData(de)].filter(([campo, valor]) => !AJENOS.has(campo) && typeof valor === "string");
  const serie = (de) => JSON.stringify(pares(de));

  // What the server sent: whoever was quick typed before this file came.
  function enviadoPorElServidor() {
    const intacto = form.cloneNode(true);
    intacto.reset();
    abrir(false, intacto);
    return serie(intacto);
  }

  let guardado = "";
  let hayBorrador = false; // the server has a draft that is not kept as an act yet
  let saliendo = false;
  const cambiado = () => sola && serie() !== guardado;

  // -- The copy in the browser: public texts only, by account, candidacy and section -------------------------

  const PREFIJO = "cauce.borrador/";
  const DIAS = 7;
  const clave = form.dataset.copia ? `${PREFIJO}${cuenta}/${form.dataset.copia}` : "";
  const previas = `${clave}#antes`;

  function almacen(hacer) {
    try {
      return hacer(localStorage);
    } catch {
      return null; // Full, or forbidden: the server is what counts.
    }
  }

  const leer = (cual) => almacen((a) => JSON.parse(a.getItem(cual))) || null;

  function copiar() {
    if (!clave || !cambiado()) return;
    const copia = { visto: form.elements.visto.value, en: Date.now(), campos: pares() };
    almacen((a) => a.setItem(clave, JSON.stringify(copia)));
  }

  const olvidar = (cual = clave) => cual && almacen((a) => a.removeItem(cual));
  const hayCopia = () => Boolean(clave) && almacen((a) => a.getItem(clave)) !== null;

  function barrerCopias() {
    const limite = Date.now() - DIAS * 24 * 3600 * 1000;
    almacen((a) => {
      for (const cual of Object.keys(a).filter((c) => c.startsWith(PREFIJO))) {
        const copia = leer(cual);
        const en = Array.isArray(copia) ? Math.max(...copia.map((c) => c.en)) : copia?.en;
        if (!(en > limite)) a.removeItem(cual);
      }
    });
  }

  function hora(en) {
    const dia = new Date(en);
    const hoy = dia.toDateString() === new Date().toDateString();
    const opciones = hoy ? { timeStyle: "short" } : { dateStyle: "long", timeStyle: "short" };
    return new Intl.DateTimeFormat("es-MX", { hour12: false, ...opciones }).format(dia);
  }

  function rotulo(campo) {
    const control = form.elements[campo];
    return control?.labels?.[0]?.firstChild?.textContent.trim() || "";
  }

  // What was typed and never reached the server is shown, never put in the place of what the server has.
  function recuperar() {
    if (!clave) return;
    const guardadas = [...(leer(previas) || []), leer(clave)].filter(Boolean);
    const perdidas = guardadas.filter((copia) => JSON.stringify(copia.campos) !== guardado);
    olvidar();
    if (!perdidas.length) {
      olvidar(previas);
      return;
    }
    almacen((a) => a.setItem(previas, JSON.stringify(perdidas)));
    for (const copia of perdidas) ofrecer(copia, perdidas);
  }

  function ofrecer(copia, perdidas) {
    const actuales = new Map(pares());
    const cuerpo = copia.campos
      .filter(([campo, valor]) => valor !== (actuales.get(campo) ?? "") && !campo.endsWith("_FORMS"))
      .flatMap(([campo, valor]) => [
        elemento("p", { clase: "tenue", texto: rotulo(campo) }),
        elemento("p", { clase: "texto", texto: valor || "(en blanco)" }),
      ]);
    if (copia.visto !== form.elements.visto.value) {
      cuerpo.unshift(
        elemento("p", { texto: "Desde entonces esta sección se guardó con otro contenido, que es el de abajo: compárelos antes de elegir." }),
      );
    }
    const resolver = () => {
      caja.remove();
      perdidas.splice(perdidas.indexOf(copia), 1);
      if (perdidas.length) almacen((a) => a.setItem(previas, JSON.stringify(perdidas)));
      else olvidar(previas);
    };
    const caja = avisar(
      `Recuperamos lo que escribió a las ${hora(copia.en)}`,
      cuerpo,
      boton("Usar lo recuperado", () => usar(copia, resolver), "boton boton--primario"),
      boton("Descartar", () => {
        resolver();
        form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
      }),
    );
  }

  async function usar(copia, resolver) {
    // Rows that this page does not have yet only the server can add.
    const faltan = copia.campos.some(([campo]) => !form.elements[campo]);
    if (faltan) {
      const datos = new FormData();
      for (const par of copia.campos) datos.append(...par);
      for (const campo of ["csrfmiddlewaretoken", "visto", "cuenta"]) datos.set(campo, form.elements[campo].value);
      if ((await mandar(datos)) !== "bien") return;
      resolver();
      saliendo = true;
      location.reload();
      return;
    }
    for (const [campo, valor] of copia.campos) {
      form.elements[campo].value = valor;
      form.elements[campo].dispatchEvent?.(new Event("input", { bubbles: true }));
    }
    resolver();
    guardar();
    form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }

  // -- Saving -----------------------------------------------------------------------------------------------

  let reloj = 0;
  let fallos = 0;
  let turno = Promise.resolve("bien");
  let detenido = ""; // «sesion», «cuenta» or «cambio»: somebody must decide before anything else is sent

  function programar(cuanto = PAUSA) {
    clearTimeout(reloj);
    reloj = setTimeout(() => guardar(), cuanto);
  }

  // One at a time, so that each says what the one before left.
  function guardar(opciones = {}) {
    clearTimeout(reloj);
    turno = turno.then(() => (cambiado() || opciones.asentar ? mandar(null, opciones) : "bien"));
    return turno;
  }

  async function mandar(ajenos, { asentar = false, keepalive = false, pedir = false } = {}) {
    if (detenido && !(pedir && detenido === "sesion")) return detenido;
    const enviado = serie();
    const datos = ajenos || new FormData(form);
    datos.set("ventana", ventana);
    if (asentar) datos.set("asentar", "1");
    decir("guardando", "Guardando…");
    let respuesta;
    let contenido = {};
    try {
      respuesta = await fetch(location.pathname, {
        method: "POST", body: datos, keepalive, headers: { Accept: "application/json" },
      });
      if (respuesta.headers.get("Content-Type")?.includes("json")) contenido = await respuesta.json();
    } catch {
      return sinConexion();
    }
    if (respuesta.ok && contenido.visto) {
      fallos = 0;
      form.elements.visto.value = contenido.visto;
      hayBorrador = !asentar;
      if (!ajenos) guardado = enviado;
      if (cambiado()) {
        copiar();
        programar();
      } else olvidar();
      decir("guardado", `Guardado ${contenido.hora}`);
      return "bien";
    }
    if (respuesta.status === 401 || respuesta.status === 403) {
      copiar();
      return (await reanudar()) ? mandar(ajenos && conFicha(ajenos), { asentar, pedir }) : detenido;
    }
    if (respuesta.status === 409 && contenido.cambio) return alCambiar(contenido);
    if (respuesta.status === 422 && contenido.errores) {
      copiar();
      decir("mal", `Todavía no se guarda. ${contenido.errores.join(" ")}`);
      return "mal";
    }
    return sinConexion("No se pudo guardar; se intentará de nuevo.");
  }

  function sinConexion(texto) {
    copiar();
    const donde = matchMedia("(pointer: coarse)").matches ? "teléfono" : "equipo";
    const sin = navigator.onLine ? "El sitio no responde" : "Sin conexión";
    const copia = hayCopia() ? `${sin}: se guarda en este ${donde}.` : `${sin}: todavía no se guarda. No cierre esta página.`;
    decir("sin-conexion", texto && !hayCopia() ? texto : copia);
    programar(REINTENTOS[Math.min(fallos++, REINTENTOS.length - 1)]);
    return "red";
  }

  // Somebody else wrote in the section: both texts, one beside the other, and nothing else is sent until one is chosen.
  function alCambiar({ visto, cambio }) {
    detenido = "cambio";
    copiar();
    decir("mal", "Esta sección cambió mientras escribía: arriba están los dos textos.");
    const caja = elemento("div", { tabIndex: -1 });
    caja.append(...new DOMParser().parseFromString(cambio, "text/html").body.children);
    avisos.replaceChildren(caja);
    const conservar = caja.querySelector("[data-conservar]");
    conservar.hidden = false;
    conservar.onclick = () => {
      detenido = "";
      form.elements.visto.value = visto;
      avisos.replaceChildren();
      guardar();
      form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    };
    // Sending the form, with both texts seen, is choosing what it holds.
    form.elements.visto.value = visto;
    caja.querySelector("[data-quedarse]").onclick = () => {
      saliendo = true;
      olvidar();
    };
    caja.focus();
    return "cambio";
  }

  // -- The session ended ------------------------------------------------------------------------------------

  function ponerFicha(ficha) {
    for (const campo of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) campo.value = ficha;
  }

  function conFicha(datos) {
    datos.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return datos;
  }

  // Whether the session is, or is again, of whoever typed this.
  async function reanudar() {
    let sesion;
    try {
      sesion = await (await fetch(form.dataset.sesion, { headers: { Accept: "application/json" } })).json();
    } catch {
      sinConexion();
      return false;
    }
    if (sesion.cuenta !== null && String(sesion.cuenta) !== cuenta) {
      detenido = "cuenta";
      decir("mal", "En este navegador entró otra cuenta: lo que usted escribió no se envió con ella. Salga y vuelva a entrar con la suya.");
      return false;
    }
    ponerFicha(sesion.ficha);
    if (sesion.cuenta !== null || (await pedirContrasena())) {
      detenido = "";
      return true;
    }
    detenido = "sesion";
    decir("mal", "Su sesión terminó: todavía no se guarda. ", boton("Entrar y guardar", () => {
      if (sola) guardar({ pedir: true });
      else form.requestSubmit();
    }));
    return false;
  }

  function pedirContrasena() {
    const error = elemento("p", { clase: "campo__error", id: "reentrada-error" });
    error.setAttribute("role", "alert");
    const nombre = elemento("input", { type: "text", name: "username", value: usuario, readOnly: true, id: "reentrada-usuario", autocomplete: "username" });
    const secreta = elemento("input", { type: "password", name: "password", required: true, id: "reentrada-contrasena", autocomplete: "current-password" });
    secreta.setAttribute("aria-describedby", error.id);
    // Asked once the server says that the account has a second factor.
    const codigo = elemento("input", { type: "text", name: "codigo", id: "reentrada-codigo", autocomplete: "one-time-code" });
    codigo.setAttribute("aria-describedby", error.id);
    const campo = (texto, control) => elemento("div", { clase: "campo" }, elemento("label", { clase: "campo__etiqueta", texto, htmlFor: control.id }), control);
    const conCodigo = campo("Código de su segundo factor", codigo);
    conCodigo.hidden = true;
    const entrada = elemento(
      "form", { clase: "formulario", noValidate: true },
      elemento("h2", { texto: "Su sesión terminó", id: "reentrada-titulo" }),
      elemento("p", { texto: "Escriba su contraseña y lo que escribió se guardará. La página sigue como está." }),
      campo("Nombre de usuario", nombre), campo("Contraseña", secreta), conCodigo, error,
      elemento("div", { clase: "acciones" },
        elemento("button", { clase: "boton boton--primario", type: "submit", texto: "Entrar y seguir" }),
        boton("Ahora no", () => dialogo.close())),
    );
    const dialogo = elemento("dialog", { clase: "reentrada" }, entrada);
    dialogo.setAttribute("aria-labelledby", "reentrada-titulo");
    document.body.append(dialogo);
    const antes = document.activeElement;
    return new Promise((resolver) => {
      let entro = false;
      dialogo.addEventListener("close", () => {
        dialogo.remove();
        // Closing gave the focus back, but with the dialog gone Chromium shows no caret and types nothing: again.
        antes?.blur?.();
        antes?.focus?.();
        resolver(entro);
      });
      entrada.addEventListener("submit", async (evento) => {
        evento.preventDefault();
        error.textContent = "";
        const datos = conFicha(new FormData(entrada));
        try {
          const respuesta = await fetch(form.dataset.entrar, { method: "POST", body: datos, headers: { Accept: "application/json" } });
          const json = respuesta.headers.get("Content-Type")?.includes("json") ? await respuesta.json() : {};
          if (respuesta.ok && String(json.cuenta) === cuenta) {
            ponerFicha(json.ficha);
            entro = true;
            dialogo.close();
            return;
          }
          if (json.codigo) conCodigo.hidden = false;
          error.textContent = json.errores?.join(" ") || "Demasiados intentos: espere quince minutos. Lo que escribió sigue en esta página.";
        } catch {
          error.textContent = "Sin conexión: inténtelo de nuevo.";
        }
        const falta = conCodigo.hidden ? secreta : codigo;
        falta.select();
        falta.focus();
      });
      dialogo.showModal();
      secreta.focus();
    });
  }

  // -- Questions that an answer opens -----------------------------------------------------------------------

  function abrir(anunciar, de = form) {
    let nuevas = 0;
    for (const grupo of de.querySelectorAll("[data-depende]")) {
      const abierta = new FormData(de).get(grupo.dataset.depende) === grupo.dataset.respuesta;
      if (abierta && grupo.hidden) nuevas += 1;
      grupo.hidden = grupo.disabled = !abierta;
    }
    if (anunciar && nuevas) {
      dicho.textContent = nuevas === 1 ? "Se abrió una pregunta más, abajo." : `Se abrieron ${nuevas} preguntas más, abajo.`;
    }
  }

  // -- The photograph: cut to 4:5 and made smaller here ---------------------------------------------------------

  const ANCHO = 960;
  const PROPORCION = 5 / 4;
  let recorte = null;

  function prepararFoto(control) {
    control.accept = "image/*";
    control.addEventListener("change", async () => {
      recorte?.caja.remove();
      recorte = null;
      const [archivo] = control.files;
      if (!archivo) return;
      try {
        recorte = recortador(control, archivo.name, await createImageBitmap(archivo));
      } catch {
        dicho.textContent = "Este navegador no puede mostrar esa imagen: se enviará como está.";
      }
    });
  }

  function recortador(control, nombre, imagen) {
    const base = Math.min(imagen.width, imagen.height / PROPORCION);
    const lienzo = elemento("canvas", { width: 320, height: 400, clase: "recorte__lienzo" });
    lienzo.setAttribute("role", "img");
    lienzo.setAttribute("aria-label", "Cómo quedará la fotografía");
    const ajuste = (texto, maximo, valor) => {
      const entrada = elemento("input", { type: "range", min: 0, max: maximo, step: 1, value: valor });
      entrada.addEventListener("input", dibujar);
      return { entrada, campo: elemento("label", { clase: "recorte__ajuste", texto }, entrada) };
    };
    const acercar = ajuste("Acercar", 100, 0);
    const lado = ajuste("De izquierda a derecha", 100, 50);
    const alto = ajuste("De arriba abajo", 100, imagen.height > imagen.width ? 25 : 50);

    function region() {
      const mayor = Math.max(1, Math.min(4, base / Number(control.dataset.foto)));
      const ancho = base / (1 + (mayor - 1) * (acercar.entrada.value / 100));
      const altura = ancho * PROPORCION;
      return [(imagen.width - ancho) * (lado.entrada.value / 100), (imagen.height - altura) * (alto.entrada.value / 100), ancho, altura];
    }

    function dibujar() {
      lienzo.getContext("2d").drawImage(imagen, ...region(), 0, 0, lienzo.width, lienzo.height);
    }

    // With a finger or the mouse, the picture follows; the ranges do the same with the keyboard.
    lienzo.addEventListener("pointermove", (evento) => {
      if (!evento.buttons) return;
      const [, , ancho, altura] = region();
      const mover = (control, movido, resto) => {
        if (resto > 0) control.entrada.value = Number(control.entrada.value) - (movido / resto) * 100;
      };
      mover(lado, (evento.movementX * ancho) / lienzo.clientWidth, imagen.width - ancho);
      mover(alto, (evento.movementY * altura) / lienzo.clientHeight, imagen.height - altura);
      dibujar();
    });

    async function listo() {
      const [x, y, ancho, altura] = region();
      // Of a width that leaves the height whole: exactly 4:5.
      const final = elemento("canvas", { width: Math.ceil(Math.min(ancho, ANCHO) / 4) * 4 });
      final.height = final.width * PROPORCION;
      const pincel = final.getContext("2d");
      pincel.fillStyle = "white";
      pincel.fillRect(0, 0, final.width, final.height);
      pincel.imageSmoothingQuality = "high";
      pincel.drawImage(imagen, x, y, ancho, altura, 0, 0, final.width, final.height);
      const blob = await new Promise((resolver) => final.toBlob(resolver, "image/jpeg", 0.9));
      const traspaso = new DataTransfer();
      traspaso.items.add(new File([blob], `${nombre.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" }));
      control.files = traspaso.files;
    }

    const caja = elemento("div", { clase: "recorte" }, lienzo,
      elemento("div", { clase: "recorte__ajustes" },
        elemento("p", { clase: "tenue", texto: "Ajuste el encuadre: el rostro y los hombros, al centro." }),
        acercar.campo, lado.campo, alto.campo));
    control.closest(".campo").append(caja);
    dibujar();
    return { caja, listo };
  }

  function juzgarFecha(control) {
    const error = elemento("p", { clase: "campo__error" });
    error.setAttribute("role", "alert");
    control.closest(".campo").append(error);
    const juzgar = () => {
      error.textContent = control.value && control.value < control.dataset.desde ? control.dataset.vieja : "";
    };
    control.addEventListener("change", juzgar);
    juzgar();
  }

  // -- Everything together ------------------------------------------------------------------------------------

  form.addEventListener("input", () => {
    abrir(true);
    if (!sola) return;
    copiar();
    if (!detenido) programar();
  });

  let enviando = false;
  form.addEventListener("submit", async (evento) => {
    if (saliendo) return;
    evento.preventDefault();
    if (enviando) return;
    enviando = true;
    const quien = evento.submitter;
    if (detenido === "cambio") detenido = "";
    const como = sola ? await guardar({ pedir: true }) : (await reanudar()) ? "bien" : "red";
    if (recorte && como === "bien") await recorte.listo();
    enviando = false;
    // What the server refuses comes back with its reasons beside each field.
    if (como !== "bien" && como !== "mal") return;
    saliendo = true;
    setTimeout(() => (saliendo = false), 8000);
    // Outside this event, during which the form is not sent again: with nothing left to save, it has not ended yet.
    setTimeout(() => form.requestSubmit(quien));
  });

  for (const salida of document.querySelectorAll("form[action$='/salir/']")) {
    salida.addEventListener("submit", async (evento) => {
      if (!cambiado() || saliendo) return;
      evento.preventDefault();
      if ((await guardar({ asentar: true })) !== "bien") return;
      saliendo = true;
      salida.requestSubmit();
    });
  }

  window.addEventListener("online", () => sola && cambiado() && guardar());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && cambiado() && !saliendo) {
      copiar();
      guardar({ keepalive: true });
    }
  });
  window.addEventListener("pagehide", () => {
    if (saliendo || !sola || detenido || !(cambiado() || hayBorrador)) return;
    copiar();
    // Not in its turn: the page may not live to see the one before end.
    mandar(null, { asentar: true, keepalive: true });
  });
  window.addEventListener("beforeunload", (evento) => {
    if (fallos && cambiado() && !saliendo && !hayCopia()) evento.preventDefault();
  });
  // «Back» may bring the page as it was left: what the server has is asked for again.
  window.addEventListener("pageshow", (evento) => {
    if (!evento.persisted) return;
    saliendo = false;
    if (cambiado()) guardar();
    else location.reload();
  });

  abrir(false);
  guardado = enviadoPorElServidor();
  barrerCopias();
  recuperar();
  if (cambiado()) {
    copiar();
    programar();
  }
  for (const control of form.querySelectorAll("input[data-foto]")) prepararFoto(control);
  for (const control of form.querySelectorAll("input[data-vieja]")) juzgarFecha(control);
})();
