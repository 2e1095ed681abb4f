using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Tests.Layers;

/// <summary>Attention with a weight for each pair of timesteps, in double precision, beside the engine's.</summary>
internal sealed class NaiveAttention
{
    private readonly AttentionSizes _sizes;
    private readonly bool _isCausal;
    private readonly float _dropout;
    private readonly bool[] _mask;
    private readonly float[] _queries;
    private readonly float[] _keys;
    private readonly float[] _values;
    private readonly float[] _gradient;
    private readonly List<(string Name, float[] Actual, double[] Expected)> _results = [];

    public NaiveAttention(AttentionSizes sizes, bool isCausal, float dropout, bool isPadded)
    {
        _sizes = sizes;
        _isCausal = isCausal;
        _dropout = dropout;
        var random = new RandomStream((ulong)(sizes.Queries + (1000 * sizes.Keys)));
        _queries = Normal(sizes.Queries * sizes.KeyStride, random);
        _keys = Normal(sizes.Keys * sizes.KeyStride, random);
        _values = Normal(sizes.Keys * sizes.ValueStride, random);
        _gradient = Normal(sizes.Queries * sizes.ValueStride, random);

        // The first row is padded at its end, the second here and there, the third altogether.
        _mask = isPadded
            ? [.. Enumerable.Range(0, sizes.Keys * sizes.Rows).Select(i => IsReal(i / sizes.Rows, i % sizes.Rows, random))]
            : [];
    }

    /// <summary>What the engine gave and what the formula gives, for outputs and gradients.</summary>
    public IEnumerable<(string Name, float[] Actual, double[] Expected)> Results => _results;

    /// <summary>
    /// The weights as they are used in training where all scores are equal and values make a unit matrix: [queries, keys].
    /// </summary>
    public static float[] DroppedWeights(AttentionSizes sizes, float rate, ulong seed)
    {
        float[] values = new float[sizes.Keys * sizes.ValueDimension];
        for (int i = 0; i < sizes.Keys; i++)
        {
            values[(i * sizes.ValueDimension) + i] = 1;
        }

        float[] weights = new float[sizes.Queries * sizes.ValueDimension];
        var core = new ScaledDotProduct(sizes, isCausal: false, rate, training: true);
        core.Forward(
            new float[sizes.Queries * sizes.KeyStride], new float[sizes.Keys * sizes.KeyStride], values, default, weights, Context(seed));
        return weights;
    }

    public void Run()
    {
        var core = new ScaledDotProduct(_sizes, _isCausal, _dropout, training: true);
        PassContext context = Context(5);
        float[] attended = new float[_gradient.Length];
        float[] queryGradient = new float[_queries.Length];
        float[] keyGradient = new float[_keys.Length];
        float[] valueGradient = new float[_values.Length];
        core.Forward(_queries, _keys, _values, _mask, attended, context);
        core.Backward(_queries, _keys, _values, _mask, attended, _gradient, queryGradient, keyGradient, valueGradient, context);
        var expected = new Sums(attended.Length, queryGradient.Length, keyGradient.Length, valueGradient.Length);
        for (int row = 0; row < _sizes.Rows; row++)
        {
            for (int head = 0; head < _sizes.Heads; head++)
            {
                AddHead(expected, row, head, FactorsOf(row, head));
            }
        }

        _results.Add(("attended", attended, expected.Attended));
        _results.Add(("query gradient", queryGradient, expected.Queries));
        _results.Add(("key gradient", keyGradient, expected.Keys));
        _results.Add(("value gradient", valueGradient, expected.Values));
    }

    private static PassContext Context(ulong seed)
    {
        var context = new PassContext(new GradientBuffer(0, [])) { IsTraining = true };
        context.Random.Reset(seed);
        return context;
    }

    private static float[] Normal(int length, RandomStream random) => [
        .. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];

    private bool IsReal(int key, int row, RandomStream random) => row switch
    {
        0 => key < (_sizes.Keys + 1) / 2,
        1 => random.NextSingle() < 0.7f,
        _ => false,
    };

    /// <summary>What each weight of a head is multiplied by, as the pass's first draw decides: [queries, keys].</summary>
    private float[] FactorsOf(int row, int head)
    {
        float[] factors = new float[_sizes.Queries * _sizes.Keys];
        Array.Fill(factors, 1);
        if (_dropout > 0)
        {
            ulong seed = new RandomStream(5).NextUInt64();
            var drops = new HashedDropout(_dropout, new RandomStream(seed, (ulong)((row * _sizes.Heads) + head)).NextUInt64());
            float[] byKey = new float[factors.Length];
            drops.Fill(0, byKey);
            for (int i = 0; i < factors.Length; i++)
            {
                factors[(i % _sizes.Queries * _sizes.Keys) + (i / _sizes.Queries)] = byKey[i];
            }
        }

        return factors;
    }

    private void AddHead(Sums sums, int row, int head, float[] factors)
    {
        int keyStart = _sizes.KeyStart(row, head);
        int valueStart = _sizes.ValueStart(row, head);
        double scale = 1 / Math.Sqrt(_sizes.KeyDimension);
        for (int query = 0; query < _sizes.Queries; query++)
        {
            int q = keyStart + (query * _sizes.KeyStride);
            int o = valueStart + (query * _sizes.ValueStride);
            int[] seen = [.. Enumerable.Range(0, _sizes.Keys).Where(
                key => (_mask.Length == 0 || _mask[(key * _sizes.Rows) + row]) && (!_isCausal || key <= query))];
            double[] weights = Softmax(
                [.. seen.Select(key => scale * Dot(_queries, q, _keys, keyStart + (key * _sizes.KeyStride), _sizes.KeyDimension))]);
            double[] weightGradients = new double[seen.Length];
            for (int i = 0; i < seen.Length; i++)
            {
                int v = valueStart + (seen[i] * _sizes.ValueStride);
                double factor = factors[(query * _sizes.Keys) + seen[i]];
                weightGradients[i] = factor * Dot(_gradient, o, _values, v, _sizes.ValueDimension);
                for (int d = 0; d < _sizes.ValueDimension; d++)
                {
                    sums.Attended[o + d] += factor * weights[i] * _values[v + d];
                    sums.Values[v + d] += factor * weights[i] * _gradient[o + d];
                }
            }

            double mean = weights.Zip(weightGradients, (p, g) => p * g).Sum();
            for (int i = 0; i < seen.Length; i++)
            {
                int k = keyStart + (seen[i] * _sizes.KeyStride);
                double scoreGradient = scale * weights[i] * (weightGradients[i] - mean);
                for (int d = 0; d < _sizes.KeyDimension; d++)
                {
                    sums.Queries[q + d] += scoreGradient * _keys[k + d];
                    sums.Keys[k + d] += scoreGradient * _queries[q + d];
                }
            }
        }
    }

    private static double[] Softmax(double[] scores)
    {
        double greatest = scores.DefaultIfEmpty().Max();
        double sum = scores.Sum(score => Math.Exp(score - greatest));
        return [.. scores.Select(score => Math.Exp(score - greatest) / sum)];
    }

    private static double Dot(float[] a, int aStart, float[] b, int bStart, int length) =>
        Enumerable.Range(0, length).Sum(d => (double)a[aStart + d] * b[bStart + d]);

    private sealed class Sums(int attended, int queries, int keys, int values)
    {
        public double[] Attended { get; } = new double[attended];

        public double[] Queries { get; } = new double[queries];

        public double[] Keys { get; } = new double[keys];

        public double[] Values { get; } = new double[values];
    }
}
