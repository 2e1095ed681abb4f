using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// MiniRocket's features (Dempster, Schmidt and Webb 2021): the shares of a series' convolutions that lie above thresholds. The 84 kernels
/// of nine weights, three of which are 2 and the others −1, are spread by several dilations; thresholds are quantiles of convolutions of
/// randomly taken series. Of several channels each kernel adds up a random few. Series that are shorter than the longest that was learned
/// from are filled up with zeros, so that their length is seen, too.
/// </summary>
internal sealed class MiniRocketTransform
{
    private const int KernelLength = 9;
    private const int MostDilations = 32;
    private const int MostChannels = 9;

    /// <summary>The places of the three weights of 2 in each kernel.</summary>
    private static readonly (int First, int Second, int Third)[] _kernels =
    [
        .. from first in Enumerable.Range(0, KernelLength)
        from second in Enumerable.Range(first + 1, KernelLength - first - 1)
        from third in Enumerable.Range(second + 1, KernelLength - second - 1)
        select (first, second, third),
    ];

    private readonly int _channels;
    private readonly int _steps;
    private readonly int[] _dilations;
    private readonly int[] _thresholdsPerKernel;
    private readonly int[][] _chosen;
    private readonly float[] _thresholds;

    /// <summary>The scaling that brings series within single precision; null where they are.</summary>
    private FeatureScale? _scale;

    private MiniRocketTransform(
        int channels, int steps, int[] dilations, int[] thresholdsPerKernel, int[][] chosen, float[] thresholds) =>
        (_channels, _steps, _dilations, _thresholdsPerKernel, _chosen, _thresholds) =
            (channels, steps, dilations, thresholdsPerKernel, chosen, thresholds);

    /// <summary>Number of features of a series.</summary>
    public int Features => _thresholds.Length;

    /// <summary>Chooses dilations, channels and thresholds.</summary>
    /// <param name="series">The series.</param>
    /// <param name="features">About how many features are wanted; a multiple of 84 is made, at least 84.</param>
    /// <param name="seed">The seed of random choices.</param>
    public static MiniRocketTransform Fit(FeatureTable series, int features, int seed)
    {
        FeatureScale? scale = FeatureScale.ForSingle(series.Rows, series.Channels);
        series = scale is null ? series : new FeatureTable(scale.Apply(series.Rows), series.Channels);
        int perKernel = Math.Max(1, features / _kernels.Length);
        int longest = series.Rows.Max(row => row.Length / series.Channels);
        (int[] dilations, int[] counts) = Dilations(longest, perKernel);
        RandomStream random = new((ulong)seed);
        int[][] chosen = new int[dilations.Length * _kernels.Length][];
        double exponent = Math.Log2(Math.Min(series.Channels, MostChannels) + 1);
        for (int i = 0; i < chosen.Length; i++)
        {
            int[] all = [.. Enumerable.Range(0, series.Channels)];
            random.Shuffle<int>(all);
            chosen[i] = [.. all.Take((int)Math.Pow(2, random.NextDouble() * exponent)).Order()];
        }

        float[] thresholds = new float[perKernel * _kernels.Length];
        MiniRocketTransform transform = new(series.Channels, longest, dilations, counts, chosen, thresholds);
        double golden = (Math.Sqrt(5) + 1) / 2;
        int next = 0;
        for (int d = 0; d < dilations.Length; d++)
        {
            for (int kernel = 0; kernel < _kernels.Length; kernel++)
            {
                double[] row = transform.Filled(series.Rows[random.NextInt32(series.Count)]);
                float[] convolved = new float[row.Length / series.Channels];
                transform.Convolve(new ShiftedSeries(row, series.Channels, dilations[d]), d, kernel, convolved);
                Array.Sort(convolved);
                for (int i = 0; i < counts[d]; i++, next++)
                {
                    // Multiples of the golden ratio spread quantiles evenly, however many there are.
                    thresholds[next] = (float)Quantiles.OfSorted<float>(convolved, (next + 1) * golden % 1);
                }
            }
        }

        transform._scale = scale;
        return transform;
    }

    public static MiniRocketTransform Load(JsonNode json) => new(
        json["channels"]!.GetValue<int>(), json["steps"]!.GetValue<int>(), SavedEstimator.Integers(json["dilations"]),
        SavedEstimator.Integers(json["counts"]),
        [.. json["chosen"]!.AsArray().Select(SavedEstimator.Integers)],
        [.. SavedEstimator.Rows(json["thresholds"])[0].Select(value => (float)value)])
    {
        _scale = json["scale"] is { } scale ? FeatureScale.Load(scale) : null,
    };

    /// <summary>The chosen kernels and thresholds as JSON.</summary>
    public JsonObject Save() => new()
    {
        ["channels"] = _channels,
        ["steps"] = _steps,
        ["dilations"] = SavedEstimator.Integers(_dilations),
        ["counts"] = SavedEstimator.Integers(_thresholdsPerKernel),
        ["chosen"] = new JsonArray([.. _chosen.Select(channels => (JsonNode)SavedEstimator.Integers(channels))]),
        ["thresholds"] = SavedEstimator.Rows([[.. _thresholds.Select(value => (double)value)]]),
        ["scale"] = _scale?.Save(),
    };

    /// <summary>The features of series, on all processors.</summary>
    /// <param name="series">The series.</param>
    /// <param name="cancellation">Ends the work.</param>
    public FeatureTable Apply(FeatureTable series, CancellationToken cancellation = default)
    {
        double[][] rows = new double[series.Count][];
        Workers.For(rows.Length, row => rows[row] = Apply(series.Rows[row]), cancellation);
        return new FeatureTable(rows);
    }

    private double[] Apply(double[] row)
    {
        row = Filled(_scale?.Apply(row) ?? row);
        double[] features = new double[_thresholds.Length];
        float[] convolved = new float[row.Length / _channels];
        int next = 0;
        for (int d = 0; d < _dilations.Length; d++)
        {
            ShiftedSeries shifted = new(row, _channels, _dilations[d]);
            int padding = (KernelLength - 1) * _dilations[d] / 2;
            for (int kernel = 0; kernel < _kernels.Length; kernel++)
            {
                Convolve(shifted, d, kernel, convolved);

                // Every other kernel looks only where it lies wholly within the series.
                ReadOnlySpan<float> seen = (d + kernel) % 2 == 0 || convolved.Length <= 2 * padding ? convolved
                    : convolved.AsSpan(padding, convolved.Length - (2 * padding));
                for (int i = 0; i < _thresholdsPerKernel[d]; i++, next++)
                {
                    features[next] = ShareAbove(seen, _thresholds[next]);
                }
            }
        }

        return features;
    }

    /// <summary>A series with zeros at its end, where it is shorter than the longest that was learned from.</summary>
    private double[] Filled(double[] row) =>
        row.Length >= _steps * _channels ? row : [.. row, .. new double[(_steps * _channels) - row.Length]];

    private void Convolve(ShiftedSeries shifted, int dilation, int kernel, float[] convolved)
    {
        Array.Clear(convolved);
        (int first, int second, int third) = _kernels[kernel];
        foreach (int channel in _chosen[(dilation * _kernels.Length) + kernel])
        {
            TensorPrimitives.Add(convolved, shifted.Sum(channel), convolved);
            TensorPrimitives.Add(convolved, shifted.At(channel, first), convolved);
            TensorPrimitives.Add(convolved, shifted.At(channel, second), convolved);
            TensorPrimitives.Add(convolved, shifted.At(channel, third), convolved);
        }
    }

    private static double ShareAbove(ReadOnlySpan<float> values, float threshold)
    {
        Vector<int> counts = Vector<int>.Zero;
        Vector<float> thresholds = new(threshold);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // True is −1 in each lane.
            counts -= Vector.GreaterThan(new Vector<float>(values[i..]), thresholds);
        }

        int count = Vector.Sum(counts);
        for (; i < values.Length; i++)
        {
            count += values[i] > threshold ? 1 : 0;
        }

        return (double)count / values.Length;
    }

    /// <summary>
    /// Dilations at equal ratios up to the one with which a kernel spans the series, and the thresholds that a kernel has with each.
    /// </summary>
    private static (int[] Dilations, int[] Counts) Dilations(int length, int perKernel)
    {
        int most = Math.Min(perKernel, MostDilations);
        double exponent = Math.Max(0, Math.Log2((length - 1) / (double)(KernelLength - 1)));
        (int Dilation, int Count)[] groups =
        [
            .. Enumerable.Range(0, most).Select(i => (int)Math.Pow(2, most == 1 ? 0 : exponent * i / (most - 1)))
                .GroupBy(dilation => dilation).Select(group => (group.Key, group.Count())),
        ];
        int[] counts = [.. groups.Select(group => (int)(group.Count * (double)perKernel / most))];
        int rest = perKernel - counts.Sum();
        for (int i = 0; rest > 0; rest--, i = (i + 1) % counts.Length)
        {
            counts[i]++;
        }

        return ([.. groups.Select(group => group.Dilation)], counts);
    }
}
