using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;

namespace Unroll.Models;

/// <summary>
/// A check of backward passes, for layers, cells and losses of one's own: the gradient of every parameter and every input is compared with
/// differences of the forward pass. Outputs are weighted by random numbers, so that each counts.
/// </summary>
/// <example>
/// <code>
/// GradientCheck.Run(new MyLayer(4), Shape.Sequence(6, 3)).Require();
/// GradientCheck.Run(new MyCell(5), features: 3, new() { Lengths = [5, 2, 1] }).Require();
/// GradientCheck.Run(new MyLoss(), Shape.Vector(2)).Require();
/// </code>
/// </example>
public static class GradientCheck
{
    // What the products of a few layers round off, relative to an output: some units in the last place.
    private const double Rounding = 5e-7;

    /// <summary>Checks a layer with one input. The layer belongs to the model of the check from then on.</summary>
    /// <param name="layer">The layer, in no model yet.</param>
    /// <param name="input">Shape of a sample.</param>
    /// <param name="options">Rows, masks and tolerance; null for the defaults.</param>
    /// <exception cref="ArgumentException">The layer does not take that shape, or is in a model already.</exception>
    public static GradientCheckResult Run(Layer layer, Shape input, GradientCheckOptions? options = null) => Run(layer, [input], options);

    /// <summary>Checks a layer with several inputs. The layer belongs to the model of the check from then on.</summary>
    /// <param name="layer">The layer, in no model yet.</param>
    /// <param name="inputs">Shapes of a sample.</param>
    /// <param name="options">Rows, masks and tolerance; null for the defaults.</param>
    /// <exception cref="ArgumentException">The layer does not take those shapes, or is in a model already.</exception>
    public static GradientCheckResult Run(Layer layer, IReadOnlyList<Shape> inputs, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(inputs);
        Signal[] signals = [.. inputs.Select(shape => Graph.Input(shape))];
        return Run(new Graph(signals, layer.Apply(signals).Outputs), options);
    }

    /// <summary>Checks a cell within the loop over time. The cell belongs to the layer of the check from then on.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="features">Features of its input.</param>
    /// <param name="options">Rows, timesteps, masks and tolerance; null for the defaults.</param>
    public static GradientCheckResult Run(RnnCell cell, int features, GradientCheckOptions? options = null) => Run(
        new Rnn(cell, new RnnOptions { ReturnSequences = true, ReturnState = true }),
        Shape.Sequence((options ?? new()).Timesteps, features), options);

    /// <summary>Checks a whole model.</summary>
    /// <param name="model">The model; its weights are as they were afterwards.</param>
    /// <param name="options">Rows, timesteps, masks and tolerance; null for the defaults.</param>
    public static GradientCheckResult Run(Model model, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        GradientCheckOptions given = options ?? new();
        GradientProbe probe = new(model, given.Rows, given.Timesteps, given.Training, given.Lengths);
        RandomStream random = new(given.Seed, 1);
        Shape[] shapes = [.. model.InputShapes.Select(
            shape => shape.Timesteps == Shape.AnyLength ? Shape.Sequence(given.Timesteps, shape.Features) : shape)];
        float[][] inputs = [.. given.Inputs?.Select(values => (float[])values.Clone()) ?? shapes.Select(
            (shape, i) => RandomInput(shape, given.Rows, probe.EmbeddingOf(i), random))];
        IReadOnlyList<float[]> outputs = probe.Forward(inputs);
        float[][] factors = [.. outputs.Select(output => Numbers(output.Length, random.NextNormal))];
        probe.Backward(factors);
        float[][] inputGradients = [.. inputs.Select((_, i) => probe.GetInputGradient(i))];
        (string Name, Parameter Parameter, float[] Gradient)[] parameters = [..
            from named in model.NamedParameters
            where named.Parameter.IsTrainable
            select (named.Name, named.Parameter, probe.Gradient(named.Parameter))];

        double noise = Math.Sqrt(outputs.Zip(factors, (output, factor) => output.Zip(factor, (o, f) => Math.Pow(o * f, 2)).Sum()).Sum());
        GradientDifferences differences = new(Weighted, Rounding * noise, given.Step, random);
        return new GradientCheckResult(
            [
                .. parameters.Select(parameter => differences.Worst(
                    parameter.Name, parameter.Gradient, parameter.Parameter.Values.ToArray(), (index, value) =>
                    {
                        parameter.Parameter.Values[index] = value;
                        parameter.Parameter.MarkChanged();
                    })),
                .. Enumerable.Range(0, inputs.Length).Where(i => probe.EmbeddingOf(i) is null).Select(i => differences.Worst(
                    $"input {model.InputNames[i]}", inputGradients[i], [.. inputs[i]], (index, value) => inputs[i][index] = value)),
            ],
            given.Tolerance);

        double Weighted() => probe.ActivityPenalty + probe.Forward(inputs).Zip(
            factors, (output, factor) => output.Zip(factor, (value, weight) => (double)value * weight).Sum()).Sum();
    }

    /// <summary>Checks a loss on random predictions and targets of the kinds that it takes, with weights of which some are 0.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="output">Shape of a prediction.</param>
    /// <param name="options">Rows and tolerance; null for the defaults.</param>
    /// <exception cref="ArgumentException">The loss does not take predictions of that shape.</exception>
    public static GradientCheckResult Run(Loss loss, Shape output, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        GradientCheckOptions given = options ?? new();
        RandomStream random = new(given.Seed, 2);
        Shape shape = output.Timesteps == Shape.AnyLength ? Shape.Sequence(given.Timesteps, output.Features) : output;
        int steps = given.Rows * shape.Timesteps;
        return Run(
            loss, output,
            [.. Enumerable.Range(0, steps).SelectMany(_ => LossNumbers.Prediction(loss.Predictions, shape.Features, random))],
            [.. Enumerable.Range(0, steps).SelectMany(_ => LossNumbers.Target(
                loss.GetTargetRange(shape.Features), loss.GetTargetShape(shape).Features, random))],
            options);
    }

    /// <summary>Checks a loss on predictions and targets, with a weight for each timestep of which every third is 0.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="output">Shape of a prediction.</param>
    /// <param name="predictions">Predictions of all rows, time-major: [timesteps, rows, features].</param>
    /// <param name="targets">Targets, time-major.</param>
    /// <param name="options">Tolerance and timesteps; null for the defaults.</param>
    /// <exception cref="ArgumentException">The loss does not take these shapes.</exception>
    public static GradientCheckResult Run(
        Loss loss, Shape output, float[] predictions, float[] targets, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        GradientCheckOptions given = options ?? new();
        int timesteps = output.Timesteps == Shape.AnyLength ? given.Timesteps : output.Timesteps;
        int features = output.Features, rows = predictions.Length / (timesteps * features);
        int targetFeatures = loss.GetTargetShape(output).Features;
        float[] weights = [.. Enumerable.Range(0, timesteps * rows).Select(i => i % 3 == 2 ? 0f : 1f + (0.5f * (i % 2)))];
        float[] values = [.. predictions], gradient = new float[values.Length];
        Accumulate(gradient);
        GradientDifferences differences = new(
            () => Accumulate([]), Rounding * values.Max(Math.Abs), given.Step, new RandomStream(given.Seed, 3));
        return new GradientCheckResult(
            [differences.Worst("predictions", gradient, predictions, (index, value) => values[index] = value)], given.Tolerance);

        double Accumulate(float[] slope) => loss.Accumulate(
            new TimeMajorSpan(values, timesteps, rows, features), new TimeMajorSpan([.. targets], timesteps, rows, targetFeatures), weights,
            slope.Length == 0 ? default : new TimeMajorSpan(slope, timesteps, rows, features), 1);
    }

    private static float[] RandomInput(Shape shape, int rows, Embedding? embedding, RandomStream random) => Numbers(
        rows * shape.Timesteps * shape.Features,
        embedding is null ? random.NextNormal : () => random.NextInt32(embedding.Vocabulary));

    private static float[] Numbers(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => (float)next())];
}
