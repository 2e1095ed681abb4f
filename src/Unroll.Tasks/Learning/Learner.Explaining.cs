using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <content>A look inside the networks.</content>
public partial class Learner
{
    private const string BeginToken = "(begin)";

    private static readonly TextLimits _textLimits = new(Read: 20_000, Shown: 1500);
    private static readonly TextLimits _textLimitsInReports = new(Read: 5000, Shown: 400);

    /// <summary>
    /// Looks inside the first network with some samples of data: which inputs count, and what its first recurrent layer does.
    /// </summary>
    /// <param name="series">The data as they were read; targets need not be known.</param>
    /// <param name="options">The measure, and how many samples; null for the defaults.</param>
    /// <exception cref="InputException">The data do not fit, or the task cannot be explained.</exception>
    public Explanation Explain(SeriesSet series, ExplanationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        Model network = Trained.Networks[0];
        if (FittedNetwork.Of(network) is { } fitted)
        {
            throw new InputException(
                $"The run's model is no network ({fitted.Description}), so that there is nothing inside to look at. Explain a run with a "
                + "network.");
        }

        if (Learned.ExplainableCodes(series) is { } text)
        {
            TextExplainer.RequireNoSamples(options ?? new());
            return TextExplainer.Explain(network, text, _textLimits, options ?? new()) with { Networks = Trained.Networks.Count };
        }

        ExplainableSamples samples = Learned.Explainable(series, network)
            ?? throw new InputException($"Runs of task: {Recipe.Task.Name} cannot be explained with data yet.");
        return Explainer.Explain(network, samples, NamesOf(Recipe, Learned, network), options ?? new()) with
        {
            Networks = Trained.Networks.Count,
        };
    }

    /// <summary>A look inside a network with the test part, as reports have it: of few samples, so that it costs little.</summary>
    private static Lazy<Explanation?> LookInside(Recipe recipe, TaskPlan plan, Model network, int networks) => new(() =>
    {
        try
        {
            return plan.ExplainableCodes is { } text
                ? TextExplainer.Explain(network, text, _textLimitsInReports, new() { Steps = 32 }) with { Networks = networks }
                : plan.Explainable(network) is { } samples
                ? Explainer.Explain(network, samples, NamesOf(recipe, plan.Learned, network), new() { Samples = 2, Steps = 32 }) with
                {
                    Networks = networks,
                }
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException
            or InputException)
        {
            // Layers of a user's may not bear being looked into; the rest of the report is worth having.
            return null;
        }
    });

    private static ExplainedNames NamesOf(Recipe recipe, LearnedTask learned, Model network)
    {
        IReadOnlyList<NetworkInput> inputs = learned.Inputs;
        IReadOnlyDictionary<string, IReadOnlyList<string>> tokens = learned.InputTokens;
        ExplainedNames names = new(
            [.. inputs.Select(input => input.Features)], learned.OutputFeatures,
            (input, code) => inputs[input].Features is [var only] && tokens.TryGetValue(only, out IReadOnlyList<string>? texts)
                && code < texts.Count ? code == 0 && inputs[input].Name == RecipeGraph.PreviousName ? BeginToken : texts[code] : null)
        {
            AreLogits = NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0)),
        };
        Shape output = network.OutputShape;
        if (learned.NumberHeads is not [var head, ..] || output.Features % head.Width != 0)
        {
            return names;
        }

        // A vector has the steps of a forecast side by side, a sequence one after the other.
        int steps = output.Features / head.Width;
        string[] numbers = head.NamesOf(learned.NumberTargets, steps);
        return names with
        {
            Outputs = numbers,
            Predictions = head.PointsOf(steps),
            PredictionName = (steps > 1 ? head.NamesOf(learned.NumberTargets, 1) : numbers)[head.PointsOf(1)[0]]
                + (steps > 1 ? $", mean of {CountFormatter.Format(steps, "steps")}" : output.IsSequence ? ", mean of all timesteps" : ""),
        };
    }
}
