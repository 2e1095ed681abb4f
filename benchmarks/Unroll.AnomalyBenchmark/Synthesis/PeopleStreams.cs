namespace Unroll.AnomalyBenchmark.Synthesis;

/// <summary>Streams that people make: messages, taxi rides, road traffic, prices of advertisements, keys that are hit.</summary>
internal static class PeopleStreams
{
    private const int ShortKeys = 1882;
    private const int LongKeys = 5315;

    /// <summary>Messages about a company every five minutes for eight weeks; the largest of many bursts are anomalies.</summary>
    public static LabelledStream Messages(RandomStream random)
    {
        const int count = 15_850;
        StreamCanvas canvas = new(count, 5, random);
        double level = canvas.Scale(2, 60), depth = canvas.Between(0.3, 0.9), tail = canvas.Between(1.0, 1.8);
        double dispersion = canvas.Between(0.2, 0.6), rate = canvas.Between(0.001, 0.004);
        List<(int At, double Size)> bursts = [];
        double burst = 0, decay = 0;
        for (int i = 0; i < count; i++)
        {
            if (canvas.Chance(rate))
            {
                double size = 1.5 * canvas.Pareto(tail);
                (burst, decay) = (burst + size, Math.Exp(-1 / canvas.Between(1, 12)));
                if (i > 0.2 * count)
                {
                    bursts.Add((i, size));
                }
            }

            double day = Math.Max(0.03, 1 - (depth * Math.Cos(2 * Math.PI * (canvas.Hour(i) - 8) / 24)));
            double week = canvas.IsWeekend(i) ? 0.8 : 1;
            canvas.Values[i] = canvas.Poisson(level * ((day * week * Math.Exp(dispersion * random.NextNormal())) + burst));
            burst *= decay;
        }

        // The largest bursts that are a window's width apart.
        int apart = count / 40;
        List<int> labelled = [];
        foreach ((int at, double _) in bursts.OrderByDescending(burst => burst.Size))
        {
            if (labelled.Count < 3 && labelled.All(other => Math.Abs(other - at) > apart))
            {
                labelled.Add(at);
            }
        }

        labelled.ForEach(canvas.Label);
        return canvas.Finish("messages");
    }

    /// <summary>Taxi rides every half hour for seven months; anomalies are holidays and storms.</summary>
    public static LabelledStream Rides(RandomStream random)
    {
        StreamCanvas canvas = new(10_320, 30, random);
        Dictionary<int, double> factors = [];
        IReadOnlyList<int> anomalies = canvas.Anomalies(5);
        foreach (int at in anomalies)
        {
            double factor = canvas.Chance(0.7) ? canvas.Between(0.3, 0.75) : canvas.Between(1.25, 1.6);
            for (int i = at; i < Math.Min(canvas.Count, at + 24 + random.NextInt32(40)); i++)
            {
                factors[i] = factor;
            }
        }

        double state = 0;
        for (int i = 0; i < canvas.Count; i++)
        {
            double hour = canvas.Hour(i);
            double night = canvas.IsWeekend(i) ? 3.5 : 2;
            double day = 15_000 - (9000 * Math.Cos(2 * Math.PI * (hour - 6 - night) / 24))
                + (3000 * Math.Sin(4 * Math.PI * (hour - 5) / 24));
            state = (0.9 * state) + (0.02 * random.NextNormal());
            canvas.Values[i] = Math.Round(Math.Max(10, day * factors.GetValueOrDefault(i, 1) * (1 + state + (0.02 * random.NextNormal()))));
        }

        return canvas.Finish("rides");
    }

    /// <summary>A road's occupancy, speed or travel time at uneven times; anomalies are jams at unusual hours.</summary>
    public static LabelledStream Road(RandomStream random)
    {
        int kind = random.NextInt32(3);
        StreamCanvas canvas = new(1100 + random.NextInt32(1500), 5, random);
        canvas.Scatter(5);
        double strength = canvas.Between(0.5, 1.5), noise = canvas.Between(0.5, 1.5);
        double Jam(double hour) => Math.Exp(-Math.Pow((hour - 8) / 1.2, 2)) + Math.Exp(-Math.Pow((hour - 17.3) / 1.5, 2));
        double[] jams = new double[canvas.Count];
        foreach (int at in canvas.Anomalies(1 + random.NextInt32(4)))
        {
            double size = canvas.Between(1.5, 4);
            for (int i = at; i < Math.Min(canvas.Count, at + 2 + random.NextInt32(15)); i++)
            {
                jams[i] += size;
            }
        }

        for (int i = 0; i < canvas.Count; i++)
        {
            double day = 0.4 + (0.6 * Math.Exp(-Math.Pow((canvas.Hour(i) - 14) / 6, 2)));
            double chance = canvas.Chance(0.01) ? canvas.Pareto(2.5) - 0.5 : 0;
            double jam = (strength * Jam(canvas.Hour(i)) * (canvas.IsWeekend(i) ? 0.2 : 1) * canvas.Between(0.5, 1.2)) + jams[i] + chance;
            canvas.Values[i] = kind switch
            {
                0 => Math.Round(Math.Max(0, (7 * day) + (8 * jam) + (1.5 * noise * random.NextNormal())), 2),
                1 => Math.Round(Math.Max(5, 70 - (14 * jam) + (3 * noise * random.NextNormal()))),
                _ => Math.Round(200 * Math.Exp((0.6 * jam) + (0.25 * noise * random.NextNormal()))),
            };
        }

        return canvas.Finish(kind switch { 0 => "occupancy", 1 => "speed", _ => "travel-time" });
    }

    /// <summary>The price of an advertisement by the hour for ten weeks; anomalies are spikes and days at another level.</summary>
    public static LabelledStream Price(RandomStream random)
    {
        StreamCanvas canvas = new(1600 + random.NextInt32(50), 60, random);
        double level = canvas.Scale(0.05, 3), spread = canvas.Between(0.1, 0.4);
        double depth = canvas.Between(0, 0.4), tail = canvas.Between(2.5, 4);
        double state = 0;
        for (int i = 0; i < canvas.Count; i++)
        {
            state = (0.9 * state) + (0.3 * spread * random.NextNormal());
            double day = 1 - (depth * Math.Cos(2 * Math.PI * (canvas.Hour(i) - 4) / 24));
            double chance = canvas.Chance(0.01) ? canvas.Pareto(tail) : 1;
            canvas.Values[i] = level * day * chance * Math.Exp(state + (0.5 * spread * random.NextNormal()));
        }

        foreach (int at in canvas.Anomalies(1 + random.NextInt32(3)))
        {
            bool isSpike = canvas.Chance(0.6);
            int points = isSpike ? 1 + random.NextInt32(2) : 10 + random.NextInt32(40);
            double factor = isSpike ? canvas.Between(2.5, 8) : canvas.Chance(0.3) ? canvas.Between(0.3, 0.5) : canvas.Between(1.6, 2.5);
            for (int i = at; i < Math.Min(canvas.Count, at + points); i++)
            {
                canvas.Values[i] *= factor;
            }
        }

        return canvas.Finish("price");
    }

    /// <summary>How long keys are held: a mixture of short and long, of which the anomaly's hand is another.</summary>
    public static LabelledStream Keys(RandomStream random)
    {
        StreamCanvas canvas = new(random.NextInt32(2) == 0 ? ShortKeys : LongKeys, 5, random);
        canvas.Scatter(5);
        HashSet<int> strange = [];
        foreach (int at in canvas.Anomalies(1 + random.NextInt32(2)))
        {
            strange.UnionWith(Enumerable.Range(at, 40 + random.NextInt32(60)));
        }

        double level = 0;
        for (int i = 0; i < canvas.Count; i++)
        {
            level = (0.97 * level) + (0.05 * random.NextNormal());
            double high = strange.Contains(i) ? canvas.Between(0.4, 0.8) : 0;
            canvas.Values[i] = 0.1 * Math.Exp(level + high + (0.5 * random.NextNormal())) * (canvas.Chance(0.01) ? canvas.Pareto(2) : 1);
        }

        return canvas.Finish("keys");
    }
}
