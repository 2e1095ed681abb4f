"""The peers' side of the benchmark: a line of JSON in for each turn, a line of JSON out, nothing in between.

In:  {"workload": "charrnn", "mode": "train", "warmSeconds": 0.2, "seconds": 0.5, "minimumCalls": 3}
Out: {"medianMs": 93.1, "minimumMs": 92.5, "calls": 6}  or  {"error": "what went wrong"}
The first line out is {"version": "..."}. The process ends with its input. While it waits for a line it uses no processor.
"""
import json
import statistics
import sys
import time


def take_turn(call, request):
    """Times calls from the end of one to the end of the next."""
    clock = time.perf_counter
    begin = clock()
    while True:
        call()
        if clock() - begin >= request["warmSeconds"]:
            break

    times = []
    begin = last = clock()
    while len(times) < request["minimumCalls"] or last - begin < request["seconds"]:
        call()
        now = clock()
        times.append(1000.0 * (now - last))
        last = now
    return {"medianMs": statistics.median(times), "minimumMs": min(times), "calls": len(times)}


def serve(version, prepare):
    """Answers requests; `prepare(workload, mode)` gives the call to time, and is asked again only when another one is wanted."""
    # The answers' own stream, so that whatever a library prints cannot be taken for one.
    answers, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"version": version}), file=answers, flush=True)
    prepared, call = None, None
    for line in sys.stdin:
        try:
            request = json.loads(line)
            wanted = (request["workload"], request["mode"])
            if wanted != prepared:
                call = None
                call, prepared = prepare(*wanted), wanted
            answer = take_turn(call, request)
        except Exception as error:  # Whatever it is, the program that asks reports it.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
