namespace Unroll.AnomalyBenchmark.Synthesis;

/// <summary>
/// A corpus of synthetic streams of the kinds that the Numenta Anomaly Benchmark has, in about its proportions. Detectors are designed on
/// these, so that the benchmark's own streams stay unseen.
/// </summary>
internal static class SyntheticCorpus
{
    /// <summary>Makes a corpus of 58 streams.</summary>
    /// <param name="seed">Of its chance; the same gives the same.</param>
    public static IReadOnlyList<LabelledStream> Create(ulong seed)
    {
        List<Func<RandomStream, LabelledStream>> makers = [];
        Add(makers, 5, ServerStreams.Load);
        Add(makers, 4, ServerStreams.Network);
        Add(makers, 3, ServerStreams.Requests);
        Add(makers, 2, ServerStreams.Disk);
        Add(makers, 2, ServerStreams.Latency);
        Add(makers, 2, ServerStreams.Fleet);
        Add(makers, 1, ServerStreams.Group);
        Add(makers, 10, PeopleStreams.Messages);
        Add(makers, 1, PeopleStreams.Rides);
        Add(makers, 7, PeopleStreams.Road);
        Add(makers, 6, PeopleStreams.Price);
        Add(makers, 2, PeopleStreams.Keys);
        Add(makers, 1, MachineStreams.Temperature);
        Add(makers, 1, MachineStreams.Office);
        makers.Add(random => MachineStreams.Daily(random, "", 0));
        makers.Add(random => MachineStreams.Daily(random, "", 3));
        makers.Add(random => MachineStreams.Daily(random, "up", 3));
        makers.Add(random => MachineStreams.Daily(random, "down", 3));
        makers.Add(random => MachineStreams.Daily(random, "none", 1));
        makers.Add(random => MachineStreams.Daily(random, "none", 3));
        makers.Add(random => MachineStreams.Plain(random, "constant"));
        makers.Add(random => MachineStreams.Plain(random, "square"));
        makers.Add(random => MachineStreams.Plain(random, "noise"));
        makers.Add(random => MachineStreams.Spikes(random, isRegular: true));
        makers.Add(random => MachineStreams.Spikes(random, isRegular: false));
        return
        [
            .. makers.Select((make, at) =>
            {
                LabelledStream stream = make(new RandomStream(seed, (ulong)at));
                return stream with { Name = $"{stream.Name}-{at}" };
            }),
        ];
    }

    private static void Add(List<Func<RandomStream, LabelledStream>> makers, int count, Func<RandomStream, LabelledStream> make) =>
        makers.AddRange(Enumerable.Repeat(make, count));
}
