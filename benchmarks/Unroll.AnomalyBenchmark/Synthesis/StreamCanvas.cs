using Unroll.AnomalyBenchmark.Scoring;

namespace Unroll.AnomalyBenchmark.Synthesis;

/// <summary>A stream in the making: its times, its values, and where its anomalies begin.</summary>
internal sealed class StreamCanvas
{
    // As in the Numenta Anomaly Benchmark: the windows of a stream's anomalies are a tenth of it together.
    private const double WindowShare = 0.1;

    // Anomalies begin after what a detector may learn from, and leave room for their windows.
    private const double FirstAnomaly = 0.22;
    private const double LastAnomaly = 0.95;

    private static readonly DateTime _start = new(2024, 3, 4);
    private readonly List<int> _anomalies = [];

    /// <summary>Creates a stream of evenly spaced zeros.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="minutes">The minutes from point to point.</param>
    /// <param name="random">The source of chance.</param>
    public StreamCanvas(int count, double minutes, RandomStream random)
    {
        Random = random;
        DateTime first = _start.AddMinutes(5 * random.NextInt32(288 * 7));
        Times = [.. Enumerable.Range(0, count).Select(i => first.AddMinutes(i * minutes))];
        Values = new double[count];
    }

    /// <summary>The source of chance.</summary>
    public RandomStream Random { get; }

    /// <summary>The times.</summary>
    public DateTime[] Times { get; }

    /// <summary>The values.</summary>
    public double[] Values { get; }

    /// <summary>The number of points.</summary>
    public int Count => Values.Length;

    /// <summary>The hour of a point's day, with fractions.</summary>
    public double Hour(int at) => Times[at].TimeOfDay.TotalHours;

    /// <summary>Whether a point lies on a Saturday or Sunday.</summary>
    public bool IsWeekend(int at) => Times[at].DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Makes times uneven: steps of one to a few spacings, and now and then a gap.</summary>
    /// <param name="minutes">The shortest step.</param>
    public void Scatter(double minutes)
    {
        DateTime time = Times[0];
        for (int i = 0; i < Count; i++)
        {
            Times[i] = time;
            double steps = Chance(0.02) ? 6 + Random.NextInt32(60) : Chance(0.35) ? 2 + Random.NextInt32(3) : 1;
            time = time.AddMinutes(minutes * steps);
        }
    }

    /// <summary>Draws places where anomalies begin, apart from each other, and labels them.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<int> Anomalies(int count)
    {
        double room = (LastAnomaly - FirstAnomaly) / count;
        for (int i = 0; i < count; i++)
        {
            double place = FirstAnomaly + (room * (i + (0.15 + (0.7 * Random.NextDouble()))));
            _anomalies.Add((int)(place * Count));
        }

        return _anomalies;
    }

    /// <summary>Labels a place as the beginning of an anomaly.</summary>
    public void Label(int at) => _anomalies.Add(at);

    /// <summary>Whether something of a probability happens.</summary>
    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>A number between two.</summary>
    public double Between(double low, double high) => low + ((high - low) * Random.NextDouble());

    /// <summary>A number between two, evenly on a logarithmic scale.</summary>
    public double Scale(double low, double high) => low * Math.Pow(high / low, Random.NextDouble());

    /// <summary>A number of at least 1 with a Pareto tail.</summary>
    /// <param name="index">The tail's index: the smaller, the heavier.</param>
    public double Pareto(double index) => Math.Pow(1 - Random.NextDouble(), -1 / index);

    /// <summary>A count by a Poisson distribution.</summary>
    public int Poisson(double mean)
    {
        if (mean > 60)
        {
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Random.NextNormal())));
        }

        int count = -1;
        for (double left = 1, least = Math.Exp(-mean); left > least; count++)
        {
            left *= 1 - Random.NextDouble();
        }

        return Math.Max(0, count);
    }

    /// <summary>The stream, with a window around each labelled place.</summary>
    /// <param name="name">Its name.</param>
    public LabelledStream Finish(string name)
    {
        int half = _anomalies.Count == 0 ? 0 : (int)(WindowShare * Count / _anomalies.Count / 2);
        List<AnomalyWindow> windows = [];
        foreach (int at in _anomalies.Order())
        {
            AnomalyWindow window = new(Math.Max(0, at - half), Math.Min(Count - 1, at + half));
            if (windows.Count > 0 && windows[^1].Last >= window.First)
            {
                window = new(windows[^1].First, window.Last);
                windows.RemoveAt(windows.Count - 1);
            }

            windows.Add(window);
        }

        return new LabelledStream(name, Times, Values, windows);
    }
}
