// Progressive enhancement only: the address is on the page and the links beside it work without this file.
"use strict";

(() => {
  const aviso = document.querySelector("[data-copiado]");

  for (const boton of document.querySelectorAll("[data-copiar]")) {
    // Browsers lend the clipboard to pages of https only.
    if (!navigator.clipboard) continue;
    boton.hidden = false;
    boton.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(boton.dataset.copiar);
        aviso.textContent = "Se copió la dirección.";
      } catch {
        aviso.textContent = "No se pudo copiar. Seleccione la dirección y cópiela.";
      }
    });
  }

  for (const boton of document.querySelectorAll("[data-compartir]")) {
    if (!navigator.share) continue;
    boton.hidden = false;
    boton.addEventListener("click", async () => {
      try {
        await navigator.share({ title: boton.dataset.titulo, url: boton.dataset.compartir });
      } catch {
        // Whoever closes the list of applications shares nothing.
      }
    });
  }
})();
