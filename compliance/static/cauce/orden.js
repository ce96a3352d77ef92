/* Agenda: with the focus in a number, Alt and an arrow move its point a place, and the numbers follow. */
(() => {
  const form = document.querySelector("form[data-orden]");
  if (!form) return;
  const filas = () => [...form.querySelectorAll("tbody tr")];
  form.addEventListener("keydown", (suceso) => {
    const hacia = { ArrowUp: -1, ArrowDown: 1 }[suceso.key];
    const campo = suceso.target.closest('input[type="number"]');
    if (!hacia || !campo || !suceso.altKey) return;
    suceso.preventDefault();
    const fila = campo.closest("tr");
    const otra = hacia < 0 ? fila.previousElementSibling : fila.nextElementSibling;
    if (!otra || !("mueve" in otra.dataset)) return;
    if (hacia < 0) otra.before(fila);
    else otra.after(fila);
    filas().forEach((f, n) => {
      const numero = f.querySelector('input[type="number"]');
      if (numero) numero.value = n + 1;
    });
    campo.focus();
  });
})();
