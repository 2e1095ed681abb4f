namespace Unroll.Analysis.Markov;

/// <summary>
/// Groups of rows to start an estimate from, by k-means (Lloyd 1982; starts of Arthur and Vassilvitskii 2007): of the values themselves, or
/// of stretches by their means and spreads, which also tells states apart that differ in variance alone.
/// </summary>
internal static class StateClusters
{
    private const int MostPoints = 5000;
    private const int Rounds = 25;

    /// <summary>The group of each time.</summary>
    /// <param name="features">Numbers of each time, [column][time], all finite.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="stretch">Times of a stretch; 1 for the values themselves.</param>
    /// <param name="random">The source of randomness.</param>
    public static int[] Of(double[][] features, int groups, int stretch, Random random)
    {
        int count = features[0].Length;
        double[][] points = stretch == 1 ? features : Stretches(features, stretch);
        points = [.. points.Select(Standardize)];
        int[] labels = Label(points, groups, random);
        return stretch == 1 ? labels : [.. Enumerable.Range(0, count).Select(t => labels[Math.Min(t / stretch, labels.Length - 1)])];
    }

    /// <summary>Mean and logarithm of the spread of each stretch.</summary>
    private static double[][] Stretches(double[][] features, int stretch)
    {
        int count = features[0].Length, stretches = Math.Max(1, count / stretch);
        double[][] points = [.. Enumerable.Range(0, 2 * features.Length).Select(_ => new double[stretches])];
        for (int k = 0; k < features.Length; k++)
        {
            double floor = 1e-3 * Spread(features[k]);
            for (int s = 0; s < stretches; s++)
            {
                ReadOnlySpan<double> own = features[k].AsSpan(s * stretch, s == stretches - 1 ? count - (s * stretch) : stretch);
                points[2 * k][s] = own.ToArray().Average();
                points[(2 * k) + 1][s] = Math.Log(Math.Max(Spread(own), Math.Max(floor, double.Epsilon)));
            }
        }

        return points;
    }

    private static double Spread(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean) / values.Length;
        }

        return Math.Sqrt(squares);
    }

    private static double[] Standardize(double[] column)
    {
        double mean = column.Average(), spread = Spread(column);
        return [.. column.Select(value => spread > 0 ? (value - mean) / spread : 0)];
    }

    private static int[] Label(double[][] points, int groups, Random random)
    {
        int count = points[0].Length;
        int[] some = count <= MostPoints ? [.. Enumerable.Range(0, count)]
            : [.. Enumerable.Range(0, MostPoints).Select(_ => random.Next(count))];
        double[][] centres = Seeds(points, some, groups, random);
        int[] labels = new int[some.Length];
        for (int round = 0; round < Rounds; round++)
        {
            bool changed = false;
            for (int i = 0; i < some.Length; i++)
            {
                int nearest = Nearest(points, some[i], centres).Centre;
                changed |= nearest != labels[i];
                labels[i] = nearest;
            }

            if (!changed && round > 0)
            {
                break;
            }

            for (int group = 0; group < groups; group++)
            {
                int[] own = [.. some.Where((_, i) => labels[i] == group)];
                centres[group] = own.Length == 0 ? centres[group] : [.. points.Select(column => own.Average(at => column[at]))];
            }
        }

        return [.. Enumerable.Range(0, count).Select(at => Nearest(points, at, centres).Centre)];
    }

    /// <summary>Points far from each other: each by chance, in proportion to the squared distance from those before.</summary>
    private static double[][] Seeds(double[][] points, int[] some, int groups, Random random)
    {
        List<double[]> centres = [Point(points, some[random.Next(some.Length)])];
        while (centres.Count < groups)
        {
            double[] distances = [.. some.Select(at => Nearest(points, at, centres).Distance)];
            double total = distances.Sum();
            int chosen = total > 0 ? Probabilities.Draw([.. distances.Select(distance => distance / total)], random)
                : random.Next(some.Length);
            centres.Add(Point(points, some[chosen]));
        }

        return [.. centres];
    }

    private static double[] Point(double[][] points, int at) => [.. points.Select(column => column[at])];

    private static (int Centre, double Distance) Nearest(double[][] points, int at, IReadOnlyList<double[]> centres)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < centres.Count; c++)
        {
            double sum = 0;
            for (int k = 0; k < points.Length; k++)
            {
                double difference = points[k][at] - centres[c][k];
                sum += difference * difference;
            }

            (nearest, least) = sum < least ? (c, sum) : (nearest, least);
        }

        return (nearest, least);
    }
}
