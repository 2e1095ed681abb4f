using System.Globalization;
using Unroll;
using Unroll.Analysis.Streaming;
using Unroll.AnomalyBenchmark.Scoring;
using Unroll.AnomalyBenchmark.Synthesis;

const string usage =
    """
    Usage: dotnet run -c Release --project benchmarks/Unroll.AnomalyBenchmark -- FOLDER [--windows FILE] [--scores FOLDER]
           dotnet run -c Release --project benchmarks/Unroll.AnomalyBenchmark -- --synthetic [SEED]
      FOLDER       streams of the Numenta Anomaly Benchmark, CSV with timestamp and value
      --windows    the windows of their anomalies; anomaly_windows.json in FOLDER when not given
      --scores     files that 'unroll anomalies FILE --stream --out F' wrote, named as the streams;
                   the same scores are computed when not given
      --synthetic  58 made-up streams of the benchmark's kinds, by a seed (1 when not given)
    """;

try
{
    string? folder = args.FirstOrDefault(word => !word.StartsWith("--", StringComparison.Ordinal));
    if (args.Length == 0 || folder is null && args[0] != "--synthetic" || args.Contains("--help"))
    {
        Console.WriteLine(usage);
        return args.Contains("--help") ? 0 : 2;
    }

    IReadOnlyList<ScoredStream> streams = args[0] == "--synthetic"
        ? [.. SyntheticCorpus.Create(ulong.Parse(folder ?? "1", CultureInfo.InvariantCulture)).Select(Detect)]
        : StreamFiles.Read(folder!, Option("--windows") ?? Path.Combine(folder!, "anomaly_windows.json"), Option("--scores"));
    NumentaResult result = NumentaScorer.Score(streams, NumentaProfile.Standard);
    foreach (StreamResult stream in result.Streams)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{stream.Name,-45} raw {stream.Raw,6:F2}   windows {stream.Found}/{stream.Windows}   outside {stream.FalsePositives}"));
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"score {result.Score:F1}, windows found {result.Found} of {result.Windows}, detections outside {result.FalsePositives}, ")
        + string.Create(CultureInfo.InvariantCulture, $"threshold {result.Threshold:G6}, streams {streams.Count}"));
    return 0;
}
catch (InputException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

static ScoredStream Detect(LabelledStream stream)
{
    StreamingDetector detector = new();
    return new ScoredStream(
        stream.Name, [.. stream.Values.Select((value, at) => detector.Update(stream.Times[at], value))], stream.Windows);
}
