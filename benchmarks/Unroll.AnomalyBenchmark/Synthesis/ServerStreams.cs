namespace Unroll.AnomalyBenchmark.Synthesis;

/// <summary>Streams as servers report them: load, network, disk, requests and latency every five minutes for two weeks.</summary>
internal static class ServerStreams
{
    private const int Count = 4032;
    private const double Minutes = 5;

    /// <summary>A steady load with short jobs; anomalies are high spikes, drops or lasting shifts.</summary>
    public static LabelledStream Load(RandomStream random)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        double level = canvas.Scale(1, 60), noise = level * canvas.Scale(0.003, 0.15), job = level * canvas.Scale(0.05, 0.6);
        int every = 12 * (1 + random.NextInt32(24)), wander = random.NextInt32(2);
        double drift = 0;
        for (int i = 0; i < Count; i++)
        {
            drift = (0.995 * drift) + (wander * 0.1 * noise * random.NextNormal());
            double regular = i % every < 2 ? job : 0;
            double chance = canvas.Chance(0.004) ? job * canvas.Between(0.5, 1.3) : 0;
            canvas.Values[i] = level + drift + regular + chance + (noise * random.NextNormal());
        }

        foreach (int at in canvas.Anomalies(1 + random.NextInt32(2)))
        {
            Disturb(canvas, at, level, Math.Max(job, 6 * noise));
        }

        Clip(canvas, 0, 100);
        return canvas.Finish("load");
    }

    /// <summary>Traffic with a heavy tail and a daily backup; anomalies are bursts longer or higher than others.</summary>
    public static LabelledStream Network(RandomStream random)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        double level = canvas.Scale(1e3, 1e7), spread = canvas.Between(0.1, 0.8), tail = canvas.Between(1.5, 3.5);
        double backup = canvas.Chance(0.5) ? canvas.Between(3, 20) : 0, hour = canvas.Between(0, 23), bursts = canvas.Scale(0.002, 0.03);
        double left = 0, height = 0;
        for (int i = 0; i < Count; i++)
        {
            if (left-- <= 0 && canvas.Chance(bursts))
            {
                (left, height) = (random.NextInt32(6), 2 * canvas.Pareto(tail));
            }

            double burst = left >= 0 ? height : 0;
            double regular = Math.Abs(canvas.Hour(i) - hour) < 0.25 ? backup : 0;
            canvas.Values[i] = Math.Round(level * (Math.Exp(spread * random.NextNormal()) + burst + regular));
        }

        double usual = canvas.Values.Order().ElementAt((int)(0.995 * Count));
        foreach (int at in canvas.Anomalies(1 + random.NextInt32(2)))
        {
            bool isLong = canvas.Chance(0.5);
            int points = isLong ? 30 + random.NextInt32(150) : 1 + random.NextInt32(6);
            double size = usual * (isLong ? canvas.Between(0.4, 1) : canvas.Between(1.3, 5));
            for (int i = at; i < Math.Min(Count, at + points); i++)
            {
                canvas.Values[i] += Math.Round(size * canvas.Between(0.7, 1.3));
            }
        }

        return canvas.Finish("network");
    }

    /// <summary>Few requests, more by day; anomalies are rushes or outages.</summary>
    public static LabelledStream Requests(RandomStream random)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        double level = canvas.Scale(1.5, 150), depth = canvas.Between(0.2, 0.8), spread = canvas.Between(0.1, 0.5);
        for (int i = 0; i < Count; i++)
        {
            double day = 1 - (depth * Math.Cos(2 * Math.PI * (canvas.Hour(i) - 3) / 24));
            canvas.Values[i] = canvas.Poisson(level * day * Math.Exp(spread * random.NextNormal()));
        }

        foreach (int at in canvas.Anomalies(1 + random.NextInt32(2)))
        {
            bool isOutage = level > 20 && canvas.Chance(0.3);
            int points = isOutage ? 12 + random.NextInt32(60) : 1 + random.NextInt32(10);
            double factor = isOutage ? 0 : canvas.Between(2, 6);
            for (int i = at; i < Math.Min(Count, at + points); i++)
            {
                canvas.Values[i] = isOutage ? 0 : Math.Round((factor * level) + canvas.Values[i]);
            }
        }

        return canvas.Finish("requests");
    }

    /// <summary>Writes that come in irregular bursts over nothing; anomalies are runs of bursts denser than before.</summary>
    public static LabelledStream Disk(RandomStream random)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        double height = canvas.Scale(1e4, 1e8), rate = canvas.Scale(0.01, 0.12);
        HashSet<int> dense = [];
        foreach (int at in canvas.Anomalies(1 + random.NextInt32(2)))
        {
            dense.UnionWith(Enumerable.Range(at, 24 + random.NextInt32(120)));
        }

        for (int i = 0; i < Count; i++)
        {
            bool isBurst = canvas.Chance(dense.Contains(i) ? Math.Min(0.8, rate * 8) : rate);
            canvas.Values[i] = isBurst ? Math.Round(height * canvas.Between(0.5, 1.5)) : canvas.Chance(0.2) ? Math.Round(height * 0.01) : 0;
        }

        return canvas.Finish("disk");
    }

    /// <summary>Latency about a level with small spikes; anomalies are higher spikes and slow rises before a failure.</summary>
    public static LabelledStream Latency(RandomStream random)
    {
        StreamCanvas canvas = new(Count, Minutes, random);
        double level = canvas.Scale(20, 200), noise = level * canvas.Between(0.01, 0.05);
        double state = 0;
        for (int i = 0; i < Count; i++)
        {
            state = (0.7 * state) + (noise * random.NextNormal());
            canvas.Values[i] = level + state + (canvas.Chance(0.006) ? noise * canvas.Between(4, 10) : 0);
        }

        foreach (int at in canvas.Anomalies(1 + random.NextInt32(3)))
        {
            bool isRise = canvas.Chance(0.3);
            int points = isRise ? 60 + random.NextInt32(200) : 1 + random.NextInt32(4);
            double size = noise * canvas.Between(10, 30);
            for (int i = at; i < Math.Min(Count, at + points); i++)
            {
                canvas.Values[i] += isRise ? size * 0.6 * (i - at) / points : size;
            }
        }

        return canvas.Finish("latency");
    }

    /// <summary>A fleet that grows and shrinks by steps; anomalies are falls to nearly nothing, and rises never seen.</summary>
    public static LabelledStream Fleet(RandomStream random)
    {
        StreamCanvas canvas = new(4621, Minutes, random);
        double level = 30;
        for (int i = 0; i < canvas.Count; i++)
        {
            level = canvas.Chance(0.01) ? Math.Clamp(level + (5 * random.NextNormal()), 15, 45) : level;
            canvas.Values[i] = Math.Round(level, 1) + (canvas.Chance(0.1) ? Math.Round(random.NextNormal(), 1) : 0);
        }

        foreach (int at in canvas.Anomalies(2 + random.NextInt32(2)))
        {
            double target = canvas.Chance(0.6) ? canvas.Between(0, 5) : canvas.Between(58, 75);
            for (int i = at; i < Math.Min(canvas.Count, at + 12 + random.NextInt32(100)); i++)
            {
                canvas.Values[i] = Math.Round(target, 1);
            }
        }

        return canvas.Finish("fleet");
    }

    /// <summary>A group of servers under a daily load for two months; the anomaly is a day at a level not seen before.</summary>
    public static LabelledStream Group(RandomStream random)
    {
        StreamCanvas canvas = new(18050, Minutes, random);
        double state = 0;
        int at = canvas.Anomalies(1)[0];
        for (int i = 0; i < canvas.Count; i++)
        {
            state = (0.98 * state) + random.NextNormal();
            double day = 20 * Math.Max(0, Math.Sin(2 * Math.PI * (canvas.Hour(i) - 8) / 24));
            bool isDeployment = i >= at && i < at + 1500;
            canvas.Values[i] = 35 + day + (isDeployment ? 30 : 0) + state + (5 * random.NextNormal());
        }

        Clip(canvas, 0, 100);
        return canvas.Finish("group");
    }

    private static void Disturb(StreamCanvas canvas, int at, double level, double size)
    {
        double kind = canvas.Random.NextDouble();
        bool isSpike = kind < 0.45, isShift = kind >= 0.7;
        int points = isSpike ? 1 + canvas.Random.NextInt32(8)
            : isShift ? 200 + canvas.Random.NextInt32(1500) : 20 + canvas.Random.NextInt32(60);
        double change = isSpike ? size * canvas.Between(1.5, 5)
            : isShift ? size * canvas.Between(0.7, 2) : -level * canvas.Between(0.5, 0.95);
        for (int i = at; i < Math.Min(canvas.Count, at + points); i++)
        {
            canvas.Values[i] += change;
        }
    }

    private static void Clip(StreamCanvas canvas, double low, double high)
    {
        for (int i = 0; i < canvas.Count; i++)
        {
            canvas.Values[i] = Math.Round(Math.Clamp(canvas.Values[i], low, high), 3);
        }
    }
}
