using Unroll.Models;

namespace Unroll.Insight.Attribution;

/// <summary>
/// Saliency: how much each number of a sample's input counts for a network's output, by gradients or by occlusion. Of a network that begins
/// with an embedding, how much each word or character counts.
/// </summary>
/// <example>
/// <code>
/// SaliencyMap map = Saliency.Of(model, InputSample.Of(samples, 12));
/// double[] byInput = [.. map.Inputs[0].ByFeature()];
/// Console.WriteLine($"completeness error: {map.CompletenessError:P1}");
/// </code>
/// </example>
public static class Saliency
{
    /// <summary>
    /// Whether a network has gradients by its inputs. It has none where embeddings take the codes of some columns inside it; occlusion
    /// explains it all the same.
    /// </summary>
    /// <param name="model">The network, with its weights.</param>
    /// <param name="sample">A sample.</param>
    /// <exception cref="ArgumentException">The sample does not have the model's shapes.</exception>
    public static bool HasGradients(Model model, InputSample sample)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sample);
        return new SampleFunction(model, sample, new()).HasGradients;
    }

    /// <summary>The timesteps of a network's first output for a sample, those of padding left out; 1 of a vector.</summary>
    /// <param name="model">The network, with its weights.</param>
    /// <param name="sample">A sample.</param>
    /// <exception cref="ArgumentException">The sample does not have the model's shapes.</exception>
    public static int OutputTimesteps(Model model, InputSample sample)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sample);
        return new SampleFunction(model, sample, new()).Explained.Timesteps;
    }

    /// <summary>The saliency of a sample.</summary>
    /// <param name="model">The network, with its weights; nothing of it is changed.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="options">The measure, and the output to explain; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The sample does not have the model's shapes, an option does not fit, or the network has no gradients: see <see
    /// cref="HasGradients"/>.
    /// </exception>
    public static SaliencyMap Of(Model model, InputSample sample, SaliencyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sample);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1, nameof(options.Steps));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Window, 1, nameof(options.Window));
        Require(options, sample);
        SampleFunction function = new(model, sample, options);
        if (options.Method != SaliencyMethod.Occlusion && !function.HasGradients)
        {
            throw new ArgumentException(
                $"Embeddings take the codes of some columns inside the network, and codes have no gradients: use "
                    + $"{SaliencyMethod.Occlusion}.",
                nameof(options));
        }

        float[][] baseline = Keep(function, function.Baseline(options.Baseline), options.Context);
        double[][] values = options.Method switch
        {
            SaliencyMethod.Gradient => ByToken(function, sample, function.SumOfGradients([(function.Point, 1)]), Norm),
            SaliencyMethod.GradientTimesInput => ByToken(
                function, sample, Times(function.SumOfGradients([(function.Point, 1)]), function.Point, baseline), Enumerable.Sum),
            SaliencyMethod.IntegratedGradients => ByToken(
                function, sample, Times(function.SumOfGradients(Way(function.Point, baseline, options.Steps)), function.Point, baseline),
                Enumerable.Sum),
            SaliencyMethod.Occlusion => Occlude(function, sample, baseline, options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Method, "There is no such measure of saliency."),
        };
        return new SaliencyMap
        {
            Sample = sample.Name,
            Method = options.Method,
            OutputFeature = function.Explained.Feature,
            OutputTimestep = function.Explained.Timestep,
            Output = function.Output,
            BaselineOutput = function.At([baseline]).Single(),
            Inputs = [.. values.Select((input, i) => new InputSaliency(
                model.InputNames[i], sample.LengthOf(i) - options.Context, sample.Shapes[i].Features,
                input[(options.Context * sample.Shapes[i].Features)..(sample.LengthOf(i) * sample.Shapes[i].Features)])
                { IsTokens = function.IsEmbedded(i) })],
        };
    }

    private static void Require(SaliencyOptions options, InputSample sample)
    {
        int shortest = Enumerable.Range(0, sample.Inputs.Count).Min(sample.LengthOf);
        if (options.Context < 0 || (options.Context > 0 && options.Context >= shortest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Context,
                FormattableString.Invariant($"The context is {options.Context}, but the shortest input has ")
                + $"{CountFormatter.Format(shortest, "timesteps")}: leave at least one to explain.");
        }

        if (options.LogProbability && (options.Classes is not null || options.Features is not null))
        {
            throw new ArgumentException(
                "The log probability of a single class is asked for together with those of several: give one of LogProbability, Classes "
                + "and Features.", nameof(options));
        }
    }

    /// <summary>The baseline with the sample's own numbers at the timesteps that are given.</summary>
    private static float[][] Keep(SampleFunction function, float[][] baseline, int context)
    {
        for (int i = 0; i < baseline.Length; i++)
        {
            function.Point[i].AsSpan(0, context * function.WidthOf(i)).CopyTo(baseline[i]);
        }

        return baseline;
    }

    // The midpoint rule for the root of the share, ∫ f(α) dα = ∫ f(u²)·2u du, so that points are closest near the baseline: from a baseline
    // of zeros, a layer normalisation changes most at the very beginning.
    private static IEnumerable<(float[][] Point, double Weight)> Way(float[][] point, float[][] baseline, int steps) =>
        from step in Enumerable.Range(0, steps)
        let root = (step + 0.5) / steps
        select (Between(point, baseline, root * root), 2 * root / steps);

    private static float[][] Between(float[][] point, float[][] baseline, double share) =>
        [.. point.Zip(baseline, (to, from) => to.Zip(from, (t, f) => (float)(f + (share * ((double)t - f)))).ToArray())];

    private static double[][] Times(double[][] gradients, float[][] point, float[][] baseline) =>
        [.. gradients.Select((gradient, i) => gradient.Select((value, at) => value * ((double)point[i][at] - baseline[i][at])).ToArray())];

    /// <summary>Joins what belongs to the vector of a token.</summary>
    private static double[][] ByToken(
        SampleFunction function, InputSample sample, double[][] values, Func<IEnumerable<double>, double> join) =>
        [.. values.Select((input, i) => function.IsEmbedded(i)
            ? input.Chunk(input.Length / sample.Inputs[i].Length).Select(join).ToArray() : input)];

    private static double[][] Occlude(SampleFunction function, InputSample sample, float[][] baseline, SaliencyOptions options)
    {
        Patch[] patches = [.. sample.Inputs.SelectMany((_, input) => PatchesOf(function, sample, input, options))];
        double[][] values = [.. sample.Inputs.Select(input => new double[input.Length])];
        IEnumerable<double> outputs = function.At(patches.Select(patch => Covered(function, baseline, patch)));
        foreach ((Patch patch, double output) in patches.Zip(outputs))
        {
            // The loss belongs to all that was covered, in equal parts.
            (int start, int count) = (patch.Start, patch.Timesteps);
            int features = sample.Shapes[patch.Input].Features;
            double part = (function.Output - output) / (count * (patch.Feature is null ? features : 1));
            for (int t = start; t < start + count; t++)
            {
                for (int feature = patch.Feature ?? 0; feature <= (patch.Feature ?? features - 1); feature++)
                {
                    values[patch.Input][(t * features) + feature] = part;
                }
            }
        }

        return values;
    }

    private static IEnumerable<Patch> PatchesOf(SampleFunction function, InputSample sample, int input, SaliencyOptions options)
    {
        int length = sample.LengthOf(input), explained = length - options.Context;
        bool isEach = options.EachFeature && !function.IsEmbedded(input);
        return
            from start in Enumerable.Range(0, (explained + options.Window - 1) / options.Window)
                .Select(i => options.Context + (i * options.Window))
            from feature in isEach ? Enumerable.Range(0, sample.Shapes[input].Features).Select(i => (int?)i) : [null]
            select new Patch(input, start, Math.Min(options.Window, length - start), feature);
    }

    private static float[][] Covered(SampleFunction function, float[][] baseline, Patch patch)
    {
        float[][] covered = [.. function.Point];
        covered[patch.Input] = [.. covered[patch.Input]];
        int width = function.WidthOf(patch.Input);
        for (int t = patch.Start; t < patch.Start + patch.Timesteps; t++)
        {
            (int from, int count) = patch.Feature is { } feature ? ((t * width) + feature, 1) : (t * width, width);
            baseline[patch.Input].AsSpan(from, count).CopyTo(covered[patch.Input].AsSpan(from));
        }

        return covered;
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    /// <summary>The numbers that occlusion covers at once.</summary>
    private readonly record struct Patch(int Input, int Start, int Timesteps, int? Feature);
}
