// Shows a new mail as soon as it comes: asks for anything newer, waits, and loads the page again.
const newest = document.getElementById("live")?.dataset.newest ?? "0";

async function watch() {
  const answer = await fetch(`/mails.json?after=${newest}&wait=30`);
  if (answer.ok && (await answer.json()).length > 0) location.reload();
  else setTimeout(watch, 1000);
}

watch().catch(() => undefined); // the sink was stopped
