namespace Unroll.AnomalyBenchmark.Synthesis;

/// <summary>Streams of things: temperatures that wander, and the artificial daily courses that detectors are taught with.</summary>
internal static class MachineStreams
{
    private const int Count = 4032;
    private const double Minutes = 5;

    /// <summary>A machine's temperature every five minutes for eleven weeks; anomalies are deep falls and a slow one.</summary>
    public static LabelledStream Temperature(RandomStream random)
    {
        StreamCanvas canvas = new(22_695, Minutes, random);
        double slow = 0, fast = 0;
        double[] falls = new double[canvas.Count];
        IReadOnlyList<int> anomalies = canvas.Anomalies(4);
        foreach ((int order, int at) in anomalies.Index())
        {
            int points = order == 1 ? 600 : 40 + random.NextInt32(150);
            double depth = order == 1 ? canvas.Between(15, 25) : canvas.Between(25, 70);
            for (int i = at; i < Math.Min(canvas.Count, at + points); i++)
            {
                falls[i] = depth * Math.Sin(Math.PI * (i - at) / points);
            }
        }

        for (int fall = 0; fall < 8; fall++)
        {
            int at = random.NextInt32(canvas.Count), points = 30 + random.NextInt32(150);
            double depth = canvas.Between(4, 14);
            for (int i = at; i < Math.Min(canvas.Count, at + points); i++)
            {
                falls[i] += depth * Math.Sin(Math.PI * (i - at) / points);
            }
        }

        for (int i = 0; i < canvas.Count; i++)
        {
            slow = (0.9997 * slow) + (0.15 * random.NextNormal());
            fast = (0.95 * fast) + (0.6 * random.NextNormal());
            canvas.Values[i] = 90 + slow + fast - falls[i] + (0.3 * random.NextNormal());
        }

        return canvas.Finish("machine-temperature");
    }

    /// <summary>The temperature of an office by the hour for ten months; anomalies are hours the air conditioning failed.</summary>
    public static LabelledStream Office(RandomStream random)
    {
        StreamCanvas canvas = new(7267, 60, random);
        double weather = 0, fast = 0;
        for (int i = 0; i < canvas.Count; i++)
        {
            weather = (0.99 * weather) + (0.25 * random.NextNormal());
            fast = (0.7 * fast) + (0.5 * random.NextNormal());
            double year = 3 * Math.Sin(2 * Math.PI * i / 8766);
            canvas.Values[i] = 71 + year + weather + fast + (1.5 * Math.Sin(2 * Math.PI * (canvas.Hour(i) - 9) / 24));
        }

        foreach (int at in canvas.Anomalies(2))
        {
            double size = canvas.Between(5, 10) * (canvas.Chance(0.5) ? 1 : -1);
            for (int i = at; i < at + 4 + random.NextInt32(60); i++)
            {
                canvas.Values[i] += size;
            }
        }

        return canvas.Finish("office-temperature");
    }

    /// <summary>Ten hours a day at a high level; anomalies are a day too high, too low or without its rise.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="change">"up", "down", "none", or "" for no anomaly.</param>
    /// <param name="noise">The noise of a level.</param>
    public static LabelledStream Daily(RandomStream random, string change, double noise)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        int day = change.Length == 0 ? -1 : 9 + random.NextInt32(4);
        for (int i = 0; i < Count; i++)
        {
            bool isHigh = canvas.Hour(i) is >= 9 and < 18;
            bool isChanged = i / 288 == day;
            double high = !isChanged ? 80 : change switch { "up" => 150, "down" => 45, _ => 20 };
            double level = isHigh ? high : 20;
            canvas.Values[i] = level + (noise * ((2 * random.NextDouble()) - 1));
        }

        if (day >= 0)
        {
            canvas.Label(Enumerable.Range(288 * day, 288).First(i => canvas.Hour(i) is >= 9 and < 18));
        }

        return canvas.Finish($"daily-{(change.Length == 0 ? "steady" : change)}");
    }

    /// <summary>Nothing but a constant, a square wave or white noise: no anomaly.</summary>
    public static LabelledStream Plain(RandomStream random, string kind)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        for (int i = 0; i < Count; i++)
        {
            canvas.Values[i] = kind switch
            {
                "constant" => 45,
                "square" => i / 144 % 2 == 0 ? 20 : 80,
                _ => 17 + (3 * random.NextDouble()),
            };
        }

        return canvas.Finish($"plain-{kind}");
    }

    /// <summary>Single spikes over a low level; the anomaly is a day when they come more often.</summary>
    public static LabelledStream Spikes(RandomStream random, bool isRegular)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        int at = canvas.Anomalies(1)[0];
        for (int i = 0; i < Count; i++)
        {
            bool isDense = i >= at && i < at + 144;
            double rate = isRegular ? 0 : isDense ? 0.2 : 0.03;
            bool isSpike = isRegular ? i % (isDense ? 12 : 48) == 0 : canvas.Chance(rate);
            canvas.Values[i] = isSpike ? (isRegular ? 20 : canvas.Between(0.5, 1.5)) : isRegular ? 0 : 0.05 * random.NextDouble();
        }

        return canvas.Finish(isRegular ? "spike-density" : "balancer-spikes");
    }
}
