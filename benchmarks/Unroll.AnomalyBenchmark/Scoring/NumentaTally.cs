namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>The sum that detections make up: the best in each window, and all outside.</summary>
internal sealed class NumentaTally
{
    private readonly Dictionary<(int Stream, int Window), double> _windows = [];
    private readonly double[] _costs;
    private readonly int[] _falsePositives;
    private readonly double _miss;

    /// <summary>Creates the sum of no detections: each window that has a point that counts is missed.</summary>
    /// <param name="points">The points that count.</param>
    /// <param name="streams">The number of streams.</param>
    /// <param name="profile">What detections are worth.</param>
    public NumentaTally(IEnumerable<ScoredPoint> points, int streams, NumentaProfile profile)
    {
        (_miss, _costs, _falsePositives) = (-profile.FalseNegative, new double[streams], new int[streams]);
        foreach (ScoredPoint point in points.Where(point => point.Window >= 0))
        {
            _windows[(point.Stream, point.Window)] = _miss;
        }

        Raw = _miss * _windows.Count;
    }

    /// <summary>Windows that there are.</summary>
    public int Windows => _windows.Count;

    /// <summary>The sum.</summary>
    public double Raw { get; private set; }

    /// <summary>Takes a point as a detection.</summary>
    public void Take(ScoredPoint point)
    {
        if (point.Window < 0)
        {
            _costs[point.Stream] += point.Worth;
            _falsePositives[point.Stream]++;
            Raw += point.Worth;
        }
        else if (point.Worth > _windows[(point.Stream, point.Window)])
        {
            Raw += point.Worth - _windows[(point.Stream, point.Window)];
            _windows[(point.Stream, point.Window)] = point.Worth;
        }
    }

    /// <summary>What each stream adds.</summary>
    public IReadOnlyList<StreamResult> Results(IReadOnlyList<ScoredStream> streams) =>
    [
        .. streams.Select((stream, at) =>
        {
            double[] worths = [.. _windows.Where(window => window.Key.Stream == at).Select(window => window.Value)];
            return new StreamResult(
                stream.Name, worths.Sum() + _costs[at], worths.Count(worth => worth > _miss), worths.Length, _falsePositives[at]);
        }),
    ];
}
