using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tasks.Explaining;

/// <summary>Looks inside a network with some samples.</summary>
internal static class Explainer
{
    private const double EnoughComplete = 0.01;

    /// <summary>Explains some samples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples to choose from.</param>
    /// <param name="names">Names of inputs and outputs.</param>
    /// <param name="options">The measure, and how many samples.</param>
    /// <exception cref="InputException">There is no such series or output.</exception>
    public static Explanation Explain(Model network, ExplainableSamples samples, ExplainedNames names, ExplanationOptions options)
    {
        int outputs = network.OutputShape.Features;
        if (options.Token is not null)
        {
            throw new InputException(
                "--token is for what a generator of texts writes next, but this network writes none: choose an output (--output).");
        }

        if (options.Output is { } output && (uint)output >= (uint)outputs)
        {
            throw new InputException(FormattableString.Invariant(
                $"There is no output {output}: the network has {CountFormatter.Format(outputs, "outputs")}, from 0 to {outputs - 1}."));
        }

        int[] chosen = samples.Choose(options.Series, options.Samples);
        InputSample[] inputs = [.. chosen.Select(sample => InputSample.Of(samples.Source, sample).First(network.InputNames.Count))];
        SaliencyMethod method = MethodOf(network, inputs[0], options.Method);
        RequireTimestep(network, inputs, options.Timestep);
        SaliencyOptions saliency = new()
        {
            Method = method,
            Output = options.Output,
            Timestep = options.Timestep,
            Features = names.Predictions,
            Largest = names.Predictions is null && names.Outputs.Count > 1,
            Steps = options.Steps,
        };
        SampleExplanation[] explained =
        [
            .. chosen.Zip(inputs, (sample, input) => Describe(
                samples.SeriesOf(sample), input, Complete(network, input, saliency with
                {
                    Window = WindowOf(input),
                    Classes = samples.WrittenOf(sample),
                }), names, outputs, samples.WrittenOf(sample) is not null, options.Output is null)
                with { End = samples.EndOf(sample) }),
        ];
        RecurrentLayer? layer = LayerFinder.All<RecurrentLayer>(network) is [var first, ..] ? first : null;
        RecurrentTrace[] traces = layer is null ? [] : [.. inputs.Select(input => RecurrentTrace.Of(network, input, layer))];
        RequireUnit(options.Unit, traces.Length == 0 ? 0 : traces[0].Hidden.Units, layer?.Name);

        return new Explanation
        {
            Unit = options.Unit,
            Method = method,
            Samples = explained,
            Features = names.Features,
            Importance = ImportanceOf(explained, names),
            Trace = traces.Length == 0 ? null : traces[0],
            Units = traces.Length == 0 ? [] : UnitActivity.Of(traces),
            Reach = layer is null ? null : Mean([.. inputs.Select(input => StateReach.Of(network, input, layer))]),
            Attention = AttentionMap.Of(network, inputs[0]),
            AttentionTokens = samples.AttentionTokensOf(chosen[0]) ?? SelfTokens(explained[0]),
        };
    }

    internal static SaliencyMethod MethodOf(Model network, InputSample sample, SaliencyMethod? wanted)
    {
        bool hasGradients = Saliency.HasGradients(network, sample);
        return wanted is { } method && method != SaliencyMethod.Occlusion && !hasGradients
            ? throw new InputException(
                $"Got {SaliencyMethodNames.Of(method)}, but embeddings take the codes of some columns inside this network, and codes "
                    + $"have no "
                + $"gradients: use {SaliencyMethodNames.Of(SaliencyMethod.Occlusion)}.")
            : wanted ?? (hasGradients ? SaliencyMethod.IntegratedGradients : SaliencyMethod.Occlusion);
    }

    /// <summary>Refuses a timestep that the output of a sample does not have.</summary>
    private static void RequireTimestep(Model network, InputSample[] samples, int? timestep)
    {
        if (timestep is { } wanted && !network.OutputShape.IsSequence)
        {
            throw new InputException(FormattableString.Invariant($"The timestep {wanted} was asked for, but the network has one output ")
                + "for all timesteps of a sample: leave it out.");
        }

        foreach (InputSample sample in timestep is null ? [] : samples)
        {
            int steps = Saliency.OutputTimesteps(network, sample);
            if (timestep >= steps)
            {
                throw new InputException(FormattableString.Invariant(
                    $"There is no timestep {timestep}: the output for {sample.Name} has {CountFormatter.Format(steps, "timesteps")}, from ")
                    + FormattableString.Invariant($"0 to {steps - 1}."));
            }
        }
    }

    /// <summary>Refuses a unit that a layer does not have.</summary>
    /// <param name="unit">The unit, from 0; null for none.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="layer">Name of the layer; null where the network has no recurrent one.</param>
    /// <exception cref="InputException">There is no such unit.</exception>
    internal static void RequireUnit(int? unit, int units, string? layer)
    {
        if (unit is { } wanted && (uint)wanted >= (uint)units)
        {
            throw new InputException(layer is null
                ? FormattableString.Invariant($"Unit {wanted} was asked for, but the network has no recurrent layer: leave it out.")
                : FormattableString.Invariant(
                    $"There is no unit {wanted}: {layer} has {CountFormatter.Format(units, "units")}, from 0 to {units - 1}."));
        }
    }

    /// <summary>The saliency of a sample, with more points on the way where the parts do not add up.</summary>
    internal static SaliencyMap Complete(Model network, InputSample sample, SaliencyOptions options)
    {
        const int finer = 4, mostTrials = 3;
        SaliencyMap map = Saliency.Of(network, sample, options);
        bool isIntegral = options.Method == SaliencyMethod.IntegratedGradients;
        for (int trial = 1; isIntegral && !AddsUp(map, EnoughComplete) && trial < mostTrials; trial++)
        {
            options = options with { Steps = finer * options.Steps };
            SaliencyMap next = Saliency.Of(network, sample, options);
            map = next.CompletenessError < map.CompletenessError ? next : map;
        }

        return map;
    }

    /// <summary>
    /// Whether the parts add up to the output's difference from that of the baseline: within a share of it, or of what single precision
    /// tells of the outputs themselves, where there is next to no difference to explain.
    /// </summary>
    /// <param name="map">The parts.</param>
    /// <param name="share">The share of the difference that may be missing.</param>
    internal static bool AddsUp(SaliencyMap map, double share)
    {
        const double rounding = 1e-4;
        double missing = Math.Abs(map.Sum - (map.Output - map.BaselineOutput));
        return map.CompletenessError <= share || missing <= rounding * Math.Max(Math.Abs(map.Output), Math.Abs(map.BaselineOutput));
    }

    // Each timestep of a short series by itself; of a long one some at once, so that occlusion takes no longer.
    private static int WindowOf(InputSample sample)
    {
        const int windows = 100;
        return Math.Max(1, sample.LengthOf(0) / windows);
    }

    private static SampleExplanation Describe(
        string series, InputSample sample, SaliencyMap map, ExplainedNames names, int outputs, bool isWritten, bool isDefault)
    {
        // The single output of two classes is the probability of the second, and the first is the likelier where that is small.
        bool isFirst = isDefault && outputs == 1 && names.Predictions is null && names.Outputs.Count == 2
            && map.Output < (names.AreLogits ? 0 : 0.5);
        map = isFirst ? OfOtherClass(map, names.AreLogits ? 0 : 1) : map;
        int? feature = isFirst ? 0 : outputs == 1 && names.Predictions is null ? Math.Max(0, names.Outputs.Count - 1) : map.OutputFeature;
        string output = names.Predictions is not null && isDefault && map.OutputTimestep is null ? names.PredictionName
            : feature is not { } place ? isWritten ? "log probability of the translation" : "mean of the outputs"
            : place < names.Outputs.Count ? names.Outputs[place]
            : outputs == 1 ? "output" : FormattableString.Invariant($"output {place}");
        output = isWritten && feature is not null ? $"log probability of '{output}'" : output;
        return new SampleExplanation(series, output, map, [.. map.Inputs.Select((input, i) => TokensOf(sample, input, i, names))])
        {
            IsNumber = names.Predictions is not null,
        };
    }

    /// <summary>The saliency for the other of two classes, whose outputs add up to a number: the same with the other sign.</summary>
    private static SaliencyMap OfOtherClass(SaliencyMap map, double sum) => map with
    {
        Output = sum - map.Output,
        BaselineOutput = sum - map.BaselineOutput,
        Inputs =
        [
            // The norm of a vector's gradient has no sign.
            .. map.Inputs.Select(input => input.IsTokens && map.Method == SaliencyMethod.Gradient ? input
                : input with { Values = [.. input.Values.Select(value => -value)] }),
        ],
    };

    /// <summary>The tokens of the only text that goes in, which attends to itself; null where there is none, or several.</summary>
    private static AttentionTokens? SelfTokens(SampleExplanation sample) =>
        sample.Tokens.Where((_, input) => sample.Map.Inputs[input].IsTokens).ToArray() is [var only]
            ? new AttentionTokens(only, only) { IsSelf = true } : null;

    private static string[] TokensOf(InputSample sample, InputSaliency input, int index, ExplainedNames names) => !input.IsTokens ? []
        : [.. Enumerable.Range(0, input.Values.Count).Select(
            at => (int)sample.Inputs[index][at] is var code && names.TokenOf(index, code) is { } token ? token
                : code.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private static FeatureImportance[] ImportanceOf(SampleExplanation[] samples, ExplainedNames names)
    {
        (string Name, double Sum)[] sums =
        [..
            from input in Enumerable.Range(0, samples[0].Map.Inputs.Count)
            where !samples[0].Map.Inputs[input].IsTokens
            from feature in Enumerable.Range(0, names.Features[input].Count)
            select (names.Features[input][feature], samples.Sum(sample => sample.Map.Inputs[input].ByFeature()[feature])),
        ];
        double all = Math.Max(sums.Sum(sum => sum.Sum), double.Epsilon);
        return [.. sums.Select(sum => new FeatureImportance(sum.Name, sum.Sum / all)).OrderByDescending(sum => sum.Share)];
    }

    // Of sequences of several lengths, each step back is the mean over those that reach so far.
    private static StateReach Mean(StateReach[] reaches) => new(
        reaches[0].Layer,
        [.. Enumerable.Range(0, reaches.Max(reach => reach.Norms.Count)).Select(
            k => reaches.Where(reach => k < reach.Norms.Count).Average(reach => reach.Norms[k]))]);
}
