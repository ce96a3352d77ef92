// A session as it is held. Whoever runs it goes by keys, and what is typed saves itself as a draft; whoever follows it
// sees the point in course. Progressive enhancement: without this file the forms and the links do the same.
"use strict";

(() => {
  // -- Whoever follows ----------------------------------------------------------------------------------------

  const seguida = document.querySelector("[data-seguir]");
  if (seguida) {
    const CADA = 4000;
    const dicho = document.querySelector("[data-seguido]");
    let antes = "";
    const mirar = async () => {
      try {
        const respuesta = await fetch(seguida.dataset.seguir);
        if (!respuesta.ok || respuesta.redirected) throw new Error(respuesta.status);
        const texto = await respuesta.text();
        if (dicho.className !== "solo-lector") {
          dicho.className = "solo-lector";
          dicho.textContent = "";
        }
        if (texto !== antes) {
          const punto = seguida.querySelector("#en-curso")?.textContent;
          seguida.replaceChildren(...new DOMParser().parseFromString(texto, "text/html").body.childNodes);
          const ahora = seguida.querySelector("#en-curso")?.textContent;
          if (ahora && ahora !== punto) dicho.textContent = `Punto en curso: ${ahora}`;
        }
        antes = texto;
      } catch {
        dicho.className = "tenue";
        dicho.textContent = "Sin conexión: se intentará de nuevo.";
      }
      if (!document.hidden) setTimeout(mirar, CADA);
    };
    setTimeout(mirar, CADA);
    document.addEventListener("visibilitychange", () => document.hidden || mirar());
  }

  // -- Whoever runs it ----------------------------------------------------------------------------------------

  const curso = document.querySelector("form[data-curso]");
  if (!curso) return;
  const form = document.querySelector("form[data-en-vivo]");
  fetch(curso.action, { method: "POST", body: new FormData(curso), headers: { Accept: "application/json" } }).catch(() => {});

  const ESPERA = 700;
  const estado = document.querySelector("[data-estado]");
  const aviso = document.querySelector("[data-aviso]");
  const serie = () => JSON.stringify([...new FormData(form)].filter(([campo]) => !["csrfmiddlewaretoken", "borrador"].includes(campo)));
  let guardado = form ? serie() : "";
  let reloj = 0;
  let turno = Promise.resolve(true);
  let detenido = false; // the other page's text is on the screen: somebody chooses first
  let enviando = false;
  const cambiado = () => form && serie() !== guardado;

  function guardar() {
    clearTimeout(reloj);
    turno = turno.then(() => (cambiado() && !detenido ? mandar() : !detenido));
    return turno;
  }

  async function mandar(keepalive = false) {
    const enviado = serie();
    estado.textContent = "Guardando el borrador…";
    try {
      const respuesta = await fetch(form.dataset.borrador, {
        method: "POST", body: new FormData(form), keepalive, headers: { Accept: "application/json" },
      });
      const json = respuesta.headers.get("Content-Type")?.includes("json") ? await respuesta.json() : {};
      if (respuesta.ok && "version" in json) {
        form.elements.borrador.value = json.version;
        guardado = enviado;
        estado.textContent = `Borrador guardado ${json.hora}`;
        if (cambiado()) programar();
        return true;
      }
      if (respuesta.status === 409) return elegir(json);
      estado.textContent = json.error || "No se guardó: su sesión terminó. Guarde con el botón: al entrar seguirá aquí.";
    } catch {
      estado.textContent = "Sin conexión: lo escrito sigue en esta página y se intentará de nuevo.";
      programar(5000);
    }
    return false;
  }

  function elegir({ version, escrito, error }) {
    detenido = true;
    const lista = document.createElement("ul");
    for (const [nombre, valor] of escrito) {
      const renglon = document.createElement("li");
      renglon.textContent = `${nombre}: ${valor}`;
      lista.append(renglon);
    }
    const boton = (texto, hacer) => {
      const nuevo = document.createElement("button");
      Object.assign(nuevo, { type: "button", className: "boton boton--secundario", textContent: texto, onclick: hacer });
      return nuevo;
    };
    const titulo = document.createElement("p");
    titulo.textContent = `${error} En la otra página escribió:`;
    aviso.replaceChildren(titulo, lista,
      boton("Seguir con lo de esta página", () => {
        form.elements.borrador.value = version;
        detenido = false;
        aviso.replaceChildren();
        guardar();
      }),
      boton("Usar lo de la otra", () => {
        enviando = true;
        location.reload();
      }));
    aviso.focus();
    estado.textContent = "";
    return false;
  }

  function programar(cuanto = ESPERA) {
    clearTimeout(reloj);
    reloj = setTimeout(guardar, cuanto);
  }

  const asientos = form ? [...form.querySelectorAll("[data-asiento]")] : [];
  const unanimidad = form?.querySelector("input[type=checkbox][name$=-unanimidad]");
  let elegido = -1;

  function elegirAsiento(cual) {
    if (!asientos[cual]) return;
    elegido = cual;
    asientos.forEach((a, n) => a.classList.toggle("en-vivo__elegido", n === cual));
    (asientos[cual].querySelector("input:checked") ?? asientos[cual].querySelector("input")).focus();
  }

  // One who votes otherwise ends the unanimity: the others' votes are written out, as they were said.
  function desplegar() {
    if (!unanimidad.checked) return;
    unanimidad.checked = false;
    for (const asiento of asientos) {
      if (!asiento.querySelector("input:checked")) asiento.querySelector("input[value=favor]").checked = true;
    }
  }

  function votar(valor) {
    const opcion = asientos[elegido]?.querySelector(`input[value=${valor}]`);
    if (!opcion) return;
    if (valor !== "favor" && valor !== "excusa") desplegar();
    opcion.checked = true;
    programar();
    elegirAsiento(elegido + 1);
  }

  function porUnanimidad() {
    for (const votado of form.querySelectorAll("[data-asiento] input:checked:not([value=excusa])")) votado.checked = false;
    unanimidad.checked = true;
    unanimidad.focus();
    programar();
  }

  function alTexto(cual) {
    form?.querySelector(`[name$=-${cual}]`)?.focus();
  }

  async function ir(rel) {
    const enlace = document.querySelector(`a[rel=${rel}]`);
    if (!enlace || (form && !(await guardar()))) return;
    enviando = true;
    enlace.click();
  }

  form?.addEventListener("input", (evento) => {
    const asiento = evento.target.closest("[data-asiento]");
    if (asiento && !["favor", "excusa"].includes(evento.target.value)) desplegar();
    programar();
  });
  form?.addEventListener("submit", () => {
    enviando = true;
    clearTimeout(reloj);
  });
  window.addEventListener("pagehide", () => cambiado() && !enviando && !detenido && mandar(true));
  window.addEventListener("online", () => cambiado() && guardar());
  window.addEventListener("pageshow", (evento) => evento.persisted && location.reload());

  function apagados() {
    try {
      return localStorage.getItem("cauce.sin-atajos") === "1";
    } catch {
      return false;
    }
  }

  document.addEventListener("keydown", (evento) => {
    const control = evento.target.closest?.("input, textarea, select, [contenteditable]");
    const escribe = control && !["radio", "checkbox"].includes(control.type);
    if (escribe && evento.key === "Escape") {
      control.blur();
      return;
    }
    if (escribe || evento.ctrlKey || evento.metaKey || evento.altKey || apagados()) return;
    const acciones = {
      n: () => ir("next"),
      g: () => ir("next"),
      p: () => ir("prev"),
      "?": () => {
        const ayuda = document.querySelector(".atajos");
        ayuda.open = !ayuda.open;
        ayuda.querySelector("summary").focus();
      },
      q: () => {
        const deshacer = document.querySelector("[data-deshacer]");
        if (!deshacer) return;
        deshacer.open = true;
        deshacer.querySelector("textarea").focus();
      },
      // It only leads there: closing takes another key.
      l: () => document.querySelector("[data-concluir] button")?.focus(),
    };
    if (form) {
      Object.assign(acciones, {
        u: porUnanimidad,
        g: () => form.requestSubmit(),
        k: () => alTexto("acuerdo"),
        o: () => alTexto("observaciones"),
      });
      for (const valor of ["favor", "contra", "abstencion", "excusa"]) {
        const tecla = form.querySelector(`[data-asiento] input[value=${valor}]`)?.dataset.tecla;
        if (tecla) acciones[tecla] = () => votar(valor);
      }
      for (const opcion of form.querySelectorAll("input[name$=-resultado][data-tecla]")) {
        acciones[opcion.dataset.tecla] = () => {
          opcion.checked = true;
          opcion.focus();
          programar();
        };
      }
      if (/^[1-9]$/.test(evento.key)) acciones[evento.key] = () => elegirAsiento(Number(evento.key) - 1);
    }
    const accion = acciones[evento.key.toLowerCase()];
    if (!accion) return;
    evento.preventDefault();
    accion();
  });
})();
