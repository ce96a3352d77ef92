// Passkeys. A form with `data-llave` asks that address what to make or to prove, hands it to the browser and sends what
// it answers in its field `respuesta`. Without WebAuthn the form stays hidden, or says so.
"use strict";
(() => {
  const aBytes = (texto) => Uint8Array.from(atob(texto.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const aTexto = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const conIds = (lista) => lista?.map((una) => ({ ...una, id: aBytes(una.id) }));

  function decir(form, texto) {
    const lugar = form.querySelector("[data-llave-error]");
    lugar.textContent = texto;
    lugar.hidden = !texto;
  }

  async function pedir(form) {
    const ficha = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const respuesta = await fetch(form.dataset.llave, {
      method: "POST", headers: { Accept: "application/json", "X-CSRFToken": ficha },
    });
    if (!respuesta.ok) {
      const json = respuesta.headers.get("Content-Type")?.includes("json") ? await respuesta.json() : {};
      throw new Error(json.error || "No se pudo empezar: recargue la página e inténtelo de nuevo.");
    }
    return (await respuesta.json()).publicKey;
  }

  async function crear(opciones) {
    const llave = await navigator.credentials.create({ publicKey: {
      ...opciones, challenge: aBytes(opciones.challenge), user: { ...opciones.user, id: aBytes(opciones.user.id) },
      excludeCredentials: conIds(opciones.excludeCredentials),
    } });
    return { id: llave.id, rawId: aTexto(llave.rawId), type: llave.type, clientExtensionResults: {}, response: {
      clientDataJSON: aTexto(llave.response.clientDataJSON), attestationObject: aTexto(llave.response.attestationObject),
    } };
  }

  async function probar(opciones) {
    const llave = await navigator.credentials.get({ publicKey: {
      ...opciones, challenge: aBytes(opciones.challenge), allowCredentials: conIds(opciones.allowCredentials),
    } });
    const { clientDataJSON, authenticatorData, signature, userHandle } = llave.response;
    return { id: llave.id, rawId: aTexto(llave.rawId), type: llave.type, clientExtensionResults: {}, response: {
      clientDataJSON: aTexto(clientDataJSON), authenticatorData: aTexto(authenticatorData), signature: aTexto(signature),
      ...(userHandle?.byteLength ? { userHandle: aTexto(userHandle) } : {}),
    } };
  }

  for (const boton of document.querySelectorAll("[data-imprimir]")) {
    boton.hidden = false;
    boton.addEventListener("click", () => print());
  }

  for (const form of document.querySelectorAll("form[data-llave]")) {
    form.hidden = !window.PublicKeyCredential && form.dataset.llaveHace === "probar";
    if (!window.PublicKeyCredential) {
      decir(form, "Este navegador no admite llaves de acceso.");
      continue;
    }
    let lista = false;
    form.addEventListener("submit", async (evento) => {
      if (lista) return;
      evento.preventDefault();
      decir(form, "");
      try {
        const opciones = await pedir(form);
        const dicho = await (form.dataset.llaveHace === "crear" ? crear : probar)(opciones);
        form.elements.respuesta.value = JSON.stringify(dicho);
        lista = true;
        form.submit();
      } catch (error) {
        const porNombre = {
          NotAllowedError: "Se canceló, o pasó el tiempo. Puede intentarlo de nuevo.",
          InvalidStateError: "Ese dispositivo ya está agregado a su cuenta.",
        };
        decir(form, porNombre[error.name] || error.message);
      }
    });
  }
})();
