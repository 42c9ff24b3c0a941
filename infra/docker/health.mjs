// Asks the service of this container whether it is `live` or `ready`; exit 0 when it is. For images without curl.
const [question = 'ready'] = process.argv.slice(2);
try {
  const answer = await fetch(`http://127.0.0.1:${process.env.HUMAI_PORT || 7300}/health/${question}`, { signal: AbortSignal.timeout(4_000) });
  if (!answer.ok) console.error(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(error.cause?.code ?? error.name);
  process.exitCode = 1;
}
