// Asks [data-poll] how far the work has come, ever more patiently, and loads the page again at its end.
for (const place of document.querySelectorAll("[data-poll]")) {
  let pause = 1000;
  const ask = async () => {
    try {
      const answer = await fetch(place.dataset.poll, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const work = await answer.json();
      if (work.finished) return location.reload();
      place.querySelector("progress").value = work.done;
      place.querySelector("progress").max = Math.max(work.total, 1);
      place.querySelector("[role=status]").textContent = work.words;
      pause = 1000;
    } catch {
      pause = Math.min(pause * 2, 30000);
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}
