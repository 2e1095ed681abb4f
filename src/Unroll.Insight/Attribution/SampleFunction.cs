using Unroll.Insight.Recurrence;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Attribution;

/// <summary>
/// A number that a network makes of a sample, as a function of the numbers that have derivatives: those of the inputs, and where an
/// embedding takes an input, its vectors.
/// </summary>
internal sealed class SampleFunction
{
    private readonly Model _model;
    private readonly InputSample _sample;
    private readonly Dictionary<int, GradientProbe> _probes = [];
    private readonly Embedding?[] _embeddings;
    private readonly int _mostRows;

    /// <summary>Runs the sample, and chooses the number to explain.</summary>
    /// <exception cref="ArgumentException">The sample does not have the model's shapes.</exception>
    public SampleFunction(Model model, InputSample sample, SaliencyOptions options)
    {
        (_model, _sample) = (model, sample);
        GradientProbe probe = Probe(1);
        _mostRows = ProbeRows.For(model, sample);
        _embeddings = [.. sample.Inputs.Select((_, i) => probe.EmbeddingOf(i))];
        IReadOnlyList<float[]> outputs = probe.Forward(sample.Inputs);
        Explained = ExplainedOutput.Of(options, outputs, model.OutputShapes, sample);
        Point = [.. sample.Inputs.Select((input, i) => _embeddings[i] is { } embedding ? probe.GetOutput(embedding) : (float[])[.. input])];
        Output = Weigh(outputs, 0);
    }

    /// <summary>The number that is explained.</summary>
    public ExplainedOutput Explained { get; }

    /// <summary>Its value for the sample.</summary>
    public double Output { get; }

    /// <summary>The sample's numbers that have derivatives, one array an input.</summary>
    public float[][] Point { get; }

    /// <summary>Numbers at each timestep of an input's point: its features, or the length of an embedding's vectors.</summary>
    public int WidthOf(int input) => Point[input].Length / _sample.Shapes[input].Timesteps;

    /// <summary>
    /// Whether there are gradients: codes have none, so that embeddings take whole inputs, whose vectors are then explained.
    /// </summary>
    public bool HasGradients => LayerFinder.All<Embedding>(_model).All(layer => _embeddings.Contains(layer));

    /// <summary>Whether an embedding takes an input.</summary>
    public bool IsEmbedded(int input) => _embeddings[input] is not null;

    /// <summary>The baseline's point: zeros, or that of a sample.</summary>
    /// <exception cref="ArgumentException">The sample has other shapes.</exception>
    public float[][] Baseline(InputSample? sample)
    {
        if (sample is null)
        {
            return [.. Point.Select(values => new float[values.Length])];
        }

        if (!sample.Shapes.SequenceEqual(_sample.Shapes))
        {
            throw new ArgumentException(
                $"The baseline has the shapes {string.Join(", ", sample.Shapes)}, but the sample {string.Join(", ", _sample.Shapes)}: "
                + "give a baseline of the same shapes.");
        }

        GradientProbe probe = Probe(1);
        Replace(probe, null, 1);
        probe.Forward(sample.Inputs);
        return [.. sample.Inputs.Select((input, i) => _embeddings[i] is { } embedding ? probe.GetOutput(embedding) : (float[])[.. input])];
    }

    /// <summary>The function at some points.</summary>
    public IEnumerable<double> At(IEnumerable<float[][]> points) => points.Chunk(_mostRows).SelectMany(chunk =>
    {
        IReadOnlyList<float[]> outputs = Forward(chunk);
        return Enumerable.Range(0, chunk.Length).Select(row => Weigh(outputs, row)).ToArray();
    });

    /// <summary>The sum of the gradients at some points, each weighted.</summary>
    public double[][] SumOfGradients(IEnumerable<(float[][] Point, double Weight)> points)
    {
        double[][] sums = [.. Point.Select(values => new double[values.Length])];
        foreach ((float[][] Point, double Weight)[] chunk in points.Chunk(_mostRows))
        {
            IReadOnlyList<float[]> outputs = Forward([.. chunk.Select(point => point.Point)]);
            GradientProbe probe = Probe(chunk.Length);
            probe.Backward([.. outputs.Select(
                (output, i) => i == Explained.Index ? Explained.GradientOf(output) : new float[output.Length])]);
            for (int i = 0; i < sums.Length; i++)
            {
                float[] gradients = _embeddings[i] is { } embedding ? probe.GetOutputGradient(embedding) : probe.GetInputGradient(i);
                for (int at = 0; at < gradients.Length; at++)
                {
                    sums[i][at % sums[i].Length] += chunk[at / sums[i].Length].Weight * gradients[at];
                }
            }
        }

        return sums;
    }

    private IReadOnlyList<float[]> Forward(float[][][] points)
    {
        GradientProbe probe = Probe(points.Length);
        Replace(probe, points, points.Length);
        return probe.Forward([.. _sample.Inputs.Select(
            (input, i) => IsEmbedded(i) ? Repeat(input, points.Length) : [.. points.SelectMany(point => point[i])])]);
    }

    private void Replace(GradientProbe probe, float[][][]? points, int rows)
    {
        for (int i = 0; i < _embeddings.Length; i++)
        {
            if (_embeddings[i] is { } embedding)
            {
                probe.ReplaceOutput(embedding, points is null ? null : [.. points.Take(rows).SelectMany(point => point[i])]);
            }
        }
    }

    private GradientProbe Probe(int rows)
    {
        if (!_probes.TryGetValue(rows, out GradientProbe? probe))
        {
            probe = _probes[rows] = new GradientProbe(
                _model, rows, _sample.Shapes,
                [.. _sample.Lengths.Select(length => length is { } real ? Enumerable.Repeat(real, rows).ToArray() : null)]);
        }

        return probe;
    }

    private double Weigh(IReadOnlyList<float[]> outputs, int row)
    {
        int size = Explained.Weights.Length;
        return Explained.ValueOf(outputs[Explained.Index].AsSpan(row * size, size));
    }

    private static float[] Repeat(float[] values, int rows) => [.. Enumerable.Range(0, rows).SelectMany(_ => values)];
}
