// Progressive enhancement only: every page works without this file.
"use strict";

(() => {
  // White space as the server counts it (Python's str.split), so that both sides agree on every character.
  const BLANCOS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
  const numero = new Intl.NumberFormat("es-MX");

  // An accented letter counts once however it was typed, and what nobody sees does not (`textos.largo_sin_espacios`).
  const INVISIBLES = /[\p{Cc}\p{Cf}]/gu;
  const contar = (texto) => [...texto.normalize("NFC").replace(BLANCOS, "").replace(INVISIBLES, "")].length;

  function actualizarContador(control) {
    const aviso = document.getElementById(control.dataset.contador);
    if (!aviso) return;
    const cuenta = contar(control.value);
    const minimo = Number(control.dataset.minimo);
    const maximo = Number(control.dataset.maximo);
    let veredicto = "";
    if (cuenta > maximo) veredicto = ` · sobran ${numero.format(cuenta - maximo)}`;
    else if (cuenta < minimo) veredicto = ` · faltan ${numero.format(minimo - cuenta)}`;
    else if (minimo) veredicto = " · dentro del límite";
    aviso.querySelector("[data-cuenta]").textContent = numero.format(cuenta);
    aviso.querySelector("[data-veredicto]").textContent = veredicto;
    aviso.dataset.estado = cuenta > maximo ? "mal" : cuenta < minimo ? "falta" : "bien";
  }

  // A form marked `data-borrador` asks before losing what was typed; «pendiente» comes with something not saved yet.
  const sucios = new Set();

  function alEscribir(evento) {
    const control = evento.target;
    if (control.dataset?.contador) actualizarContador(control);
    const borrador = control.closest?.("form[data-borrador]");
    if (borrador) sucios.add(borrador);
    if (control.matches?.("select")) acotarTodos();
    if (control.matches?.("input[type=checkbox]")) actualizarLote(control.form, control);
  }

  // A choice marked `data-segun` offers only what agrees with the other one: each option says of which kinds it is.
  function acotar(control) {
    const otro = control.form?.elements[control.dataset.segun];
    const elegida = otro?.selectedOptions[0]?.dataset.tipos;
    for (const opcion of control.options) {
      const sobra = Boolean(elegida && opcion.value && !elegida.split(" ").includes(opcion.dataset.tipos));
      opcion.hidden = opcion.disabled = sobra;
      if (sobra && opcion.selected) control.value = "";
    }
  }

  const acotarTodos = () => document.querySelectorAll("select[data-segun]").forEach(acotar);

  // Bulk actions: how many rows are chosen, and the box that chooses them all.
  function actualizarLote(form, control) {
    const barra = form?.querySelector("[data-lote]");
    if (!barra) return;
    const cajas = [...form.querySelectorAll("tbody input[type=checkbox]")];
    const todas = form.querySelector("thead input[type=checkbox]");
    if (control && control === todas) for (const caja of cajas) caja.checked = todas.checked;
    const elegidas = cajas.filter((caja) => caja.checked).length;
    barra.querySelector("[data-elegidos]").textContent = elegidas ? numero.format(elegidas) : "Elija";
    barra.classList.toggle("lote--activo", elegidas > 0);
    if (todas) {
      todas.checked = elegidas > 0 && elegidas === cajas.length;
      todas.indeterminate = elegidas > 0 && elegidas < cajas.length;
    }
  }

  // j and k walk the rows of the first list; Enter on a row's link opens it.
  function caminar(paso) {
    const enlaces = [...document.querySelectorAll("[data-lista] tbody tr")]
      .map((fila) => fila.querySelector("a[href], button"))
      .filter(Boolean);
    if (!enlaces.length) return;
    const actual = enlaces.findIndex((enlace) => enlace.closest("tr").contains(document.activeElement));
    const siguiente = Math.min(Math.max(actual + paso, 0), enlaces.length - 1);
    enlaces[siguiente].focus();
    enlaces[siguiente].closest("tr").scrollIntoView({ block: "nearest" });
  }

  // Whoever speaks to the computer, or types by accident, turns the shortcuts of one key off (WCAG 2.1.4). Kept in
  // the browser: it is of the device, and holds on the pages that ask for no account.
  const SIN_ATAJOS = "cauce.sin-atajos";

  function sinAtajos() {
    try {
      return localStorage.getItem(SIN_ATAJOS) === "1";
    } catch {
      return false;
    }
  }

  function prepararAtajos() {
    const ajuste = document.querySelector("[data-atajos]");
    if (!ajuste) return;
    const caja = ajuste.querySelector("input");
    ajuste.hidden = false;
    caja.checked = !sinAtajos();
    caja.addEventListener("change", () => localStorage.setItem(SIN_ATAJOS, caja.checked ? "0" : "1"));
  }

  function alTeclear(evento) {
    if (evento.key === "Escape") cerrarDesplegables(null);
    const escribiendo = evento.target.closest?.("input, textarea, select, [contenteditable]");
    if (escribiendo || evento.ctrlKey || evento.metaKey || evento.altKey || sinAtajos()) return;
    if (evento.key === "j") caminar(1);
    else if (evento.key === "k") caminar(-1);
    else if (evento.key === "/") {
      const busqueda = document.querySelector("input[type=search]");
      if (!busqueda) return;
      evento.preventDefault();
      busqueda.focus();
      busqueda.select();
    } else if (/^[a-z]$/.test(evento.key)) {
      document.querySelector(`[data-tecla="${evento.key}"]`)?.click();
    }
  }

  function cerrarDesplegables(salvo) {
    for (const abierto of document.querySelectorAll("details.desplegable[open]")) {
      if (abierto !== salvo) abierto.open = false;
    }
  }

  // What the steps of the capture left in this browser (captura.js) goes when its person leaves.
  function olvidarCopias() {
    try {
      for (const cual of Object.keys(localStorage)) {
        if (cual.startsWith("cauce.borrador/")) localStorage.removeItem(cual);
      }
    } catch {
      // Without storage nothing was left.
    }
  }

  function preparar(raiz) {
    for (const control of raiz.querySelectorAll("[data-contador]")) actualizarContador(control);
    for (const barra of raiz.querySelectorAll("[data-lote]")) actualizarLote(barra.closest("form"));
    for (const borrador of raiz.querySelectorAll("form[data-borrador=pendiente]")) sucios.add(borrador);
    raiz.querySelector("main > [data-enfocar], main > form > [data-enfocar]")?.focus();
  }

  // What goes on by itself is asked for again until the page no longer says that it does: then all of it is.
  const CADA = 2000;

  async function actualizar() {
    const parte = document.querySelector("[data-se-actualiza]");
    if (!parte) return;
    try {
      const respuesta = await fetch(location.href);
      if (respuesta.ok) {
        const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
        const nueva = pagina.querySelector("[data-se-actualiza]");
        if (!nueva) {
          location.reload();
          return;
        }
        parte.replaceWith(nueva);
      }
    } catch {
      // No network for a while: it is asked again.
    }
    setTimeout(actualizar, CADA);
  }

  // A form with `data-previa` shows, in the part that it names, how what is typed would look; the server keeps nothing.
  const PAUSA = 400;
  let espera = 0;

  async function previsualizar(formulario) {
    const datos = new FormData(formulario);
    datos.set("ver", "1");
    try {
      const respuesta = await fetch(location.href, { method: "POST", body: datos });
      const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
      const nueva = pagina.querySelector(formulario.dataset.previa);
      if (nueva) document.querySelector(formulario.dataset.previa).replaceChildren(...nueva.childNodes);
    } catch {
      // No network for a while: the button is still there.
    }
  }

  document.addEventListener("input", (evento) => {
    const formulario = evento.target.closest("form[data-previa]");
    if (!formulario) return;
    clearTimeout(espera);
    espera = setTimeout(previsualizar, PAUSA, formulario);
  });

  document.addEventListener("input", alEscribir);
  document.addEventListener("keydown", alTeclear);
  document.addEventListener("click", (evento) =>
    cerrarDesplegables(evento.target.closest("details.desplegable")),
  );
  document.addEventListener("submit", (evento) => {
    const sucio = sucios.delete(evento.target);
    // To look keeps nothing: what comes may be a file, and the page with what was typed stays.
    if (sucio && evento.submitter?.value === "ver") setTimeout(() => sucios.add(evento.target), 1000);
    if (evento.target.matches("form[action$='/salir/']") && !evento.defaultPrevented) olvidarCopias();
  });
  window.addEventListener("beforeunload", (evento) => {
    if (sucios.size) evento.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", () => {
    preparar(document);
    prepararAtajos();
    acotarTodos();
    setTimeout(actualizar, CADA);
  });
})();
