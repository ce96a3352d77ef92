// The page on which a candidacy is read. Progressive enhancement: without this file the form saves whole, by its button.
"use strict";

(() => {
  const form = document.querySelector("[data-lectura]");
  if (!form) return;
  const secciones = [...form.querySelectorAll("[data-rubro]")];
  const pendientes = new Map();
  const porEnviar = new Set();
  const ESPERA = 600;

  const veredicto = (seccion) => seccion.querySelector("input[type=radio]:checked")?.value ?? "";

  function mostrar(seccion) {
    seccion.dataset.cumple = veredicto(seccion);
    const cuantas = secciones.filter((s) => s.dataset.rubro !== "general" && veredicto(s)).length;
    form.querySelector("[data-marcadas]").textContent = cuantas;
  }

  // Ready-made words follow the causes while nobody has written others.
  function proponer(seccion) {
    const area = seccion.querySelector("textarea");
    const textos = [...seccion.querySelectorAll("input[type=checkbox]:checked")].map((c) => c.dataset.texto).filter(Boolean);
    if (!area.value.trim() || area.value === area.dataset.propuesto) {
      area.value = textos.join(" ");
      area.dataset.propuesto = area.value;
    }
  }

  function decir(seccion, texto, mal = false) {
    const aviso = seccion.querySelector("[role=status]");
    aviso.textContent = texto;
    aviso.classList.toggle("lectura__estado--mal", mal);
  }

  // One after another: each answer brings the number that the next one must carry.
  let cola = Promise.resolve();

  function guardar(seccion) {
    porEnviar.add(seccion);
    clearTimeout(pendientes.get(seccion));
    pendientes.set(seccion, setTimeout(() => enviar(seccion), ESPERA));
  }

  function enviar(seccion) {
    clearTimeout(pendientes.get(seccion));
    cola = cola.then(() => mandar(seccion));
    return cola;
  }

  async function mandar(seccion) {
    if (!porEnviar.delete(seccion)) return;
    const datos = new FormData();
    for (const control of seccion.querySelectorAll("input, textarea, select")) {
      if (!["radio", "checkbox"].includes(control.type) || control.checked) datos.append(control.name, control.value);
    }
    decir(seccion, "Guardando…");
    try {
      const respuesta = await fetch(location.href, {
        method: "POST",
        body: datos,
        headers: { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
      });
      const json = respuesta.headers.get("Content-Type")?.includes("json");
      const dicho = json ? await respuesta.json() : {};
      if (respuesta.ok && json) {
        const rubro = seccion.dataset.rubro;
        seccion.querySelector(`[name="n-${rubro}"]`).value = dicho.n[rubro];
        decir(seccion, "Guardado");
      } else {
        porEnviar.add(seccion);
        decir(seccion, dicho.error || "No se guardó: su sesión terminó. Guarde con el botón de abajo: al entrar se guardará.", true);
      }
    } catch {
      porEnviar.add(seccion);
      decir(seccion, "Sin conexión: se guardará con el botón de abajo.", true);
    }
  }

  form.addEventListener("input", (evento) => {
    const seccion = evento.target.closest("[data-rubro]");
    if (!seccion) return;
    if (evento.target.type === "checkbox") {
      const no = seccion.querySelector("input[type=radio][value=no]");
      if (evento.target.checked) no.checked = true;
      proponer(seccion);
    }
    mostrar(seccion);
    guardar(seccion);
  });

  // What goes with the form needs no sending of its own.
  let enviando = false;
  form.addEventListener("submit", () => {
    enviando = true;
    for (const espera of pendientes.values()) clearTimeout(espera);
    porEnviar.clear();
  });
  window.addEventListener("beforeunload", (evento) => {
    if (porEnviar.size && !enviando) evento.preventDefault();
  });

  const enLaPagina = () => secciones.findIndex((s) => s.contains(document.activeElement));

  function ir(lugar) {
    const seccion = secciones[Math.min(Math.max(lugar, 0), secciones.length - 1)];
    seccion.focus();
    seccion.scrollIntoView({ block: "start" });
  }

  function marcar(valor) {
    const seccion = secciones[enLaPagina()];
    const opcion = seccion?.querySelector(`input[type=radio][value=${valor}]`);
    if (!opcion) return;
    opcion.checked = true;
    mostrar(seccion);
    guardar(seccion);
    if (valor === "si") ir(enLaPagina() + 1);
    else seccion.querySelector("input[type=checkbox]").focus();
  }

  async function irA(rel) {
    await Promise.all([...porEnviar].map(enviar));
    const enlace = form.querySelector(`a[rel=${rel}]`);
    if (enlace) enlace.click();
    else if (rel === "next") form.querySelector("button[value=siguiente]").click();
  }

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
    if (escribe || evento.ctrlKey || evento.metaKey || evento.altKey || apagados()) return;
    const acciones = {
      j: () => ir(enLaPagina() + 1),
      k: () => ir(enLaPagina() - 1),
      c: () => marcar("si"),
      x: () => marcar("no"),
      n: () => irA("next"),
      p: () => irA("prev"),
      "?": () => {
        const ayuda = document.querySelector(".atajos");
        ayuda.open = !ayuda.open;
        ayuda.querySelector("summary").focus();
      },
    };
    const accion = acciones[evento.key] ?? (/^[1-9]$/.test(evento.key) ? () => ir(Number(evento.key) - 1) : null);
    if (!accion) return;
    evento.preventDefault();
    accion();
  });

  secciones.forEach(mostrar);
})();
