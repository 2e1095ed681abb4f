using Unroll.Workloads.Table;

namespace Unroll.Workloads.Timing;

/// <summary>
/// Lets the contestants take turns at a workload, round after round, so that whatever the machine does in the meantime hits all of them
/// alike. A setting of a library that is clearly slower than another one of the same library takes no turns after the second round.
/// </summary>
/// <param name="count">Rounds.</param>
/// <param name="first">The first turn of each, with a longer warm-up.</param>
/// <param name="later">All further turns.</param>
internal sealed class Rounds(int count, Pace first, Pace later)
{
    /// <summary>
    /// Rounds that all take part in. One is not enough: threads that wait for each other, as those of OpenMP, lose several times their
    /// speed while anything else runs.
    /// </summary>
    private const int RoundsOfAll = 2;

    /// <summary>So much slower than the library's best setting is clearly slower.</summary>
    private const double ClearlySlower = 1.3;

    /// <summary>
    /// Milliseconds of rest after a peer's turn on several threads: those of ONNX Runtime spin for some 30 ms in wait of more work before
    /// they sleep, those of OpenMP for 10.
    /// </summary>
    public int RestMs { get; init; } = 50;

    /// <summary>Runs a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="mode">Training or inference.</param>
    /// <param name="contestants">Who takes turns, in this order; those that cannot do it are left out.</param>
    /// <param name="ours">Name of the library whose settings take all turns, however slow.</param>
    /// <returns>An entry for each contestant that took part.</returns>
    public IReadOnlyList<Entry> Run(Workload workload, RunMode mode, IReadOnlyList<IContestant> contestants, string ours)
    {
        Dictionary<IContestant, StepTimes> times = [];
        List<IContestant> inTheRace = [.. contestants.Where(contestant => contestant.Runs(workload, mode))];
        for (int round = 0; round < count; round++)
        {
            foreach (IContestant contestant in inTheRace)
            {
                StepTimes turn = contestant.Run(workload, mode, round == 0 ? first : later);
                times[contestant] = times.TryGetValue(contestant, out StepTimes before) ? before.With(turn) : turn;
                if (contestant.Library != ours && contestant.Threads > 1)
                {
                    Thread.Sleep(RestMs);
                }
            }

            inTheRace.RemoveAll(contestant => round >= RoundsOfAll - 1 && contestant.Library != ours
                && times[contestant].MedianMs
                    > ClearlySlower * times.Where(other => other.Key.Library == contestant.Library).Min(other => other.Value.MedianMs));
        }

        return [.. contestants.Where(times.ContainsKey)
            .Select(contestant => new Entry(contestant.Library, contestant.Setting, contestant.Threads, times[contestant]))];
    }
}
