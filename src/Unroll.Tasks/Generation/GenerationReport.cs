using System.Text.Json.Nodes;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Tasks.Generation;

/// <summary>The sections of the report of a text generator.</summary>
internal static class GenerationReport
{
    /// <summary>A generated text, and the learning curve beside the Markov chains.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run)
    {
        TextEvaluation test = (TextEvaluation)run.Test;
        List<ReportSection> sections = [];
        if (test.Sample is { } sample)
        {
            sections.Add(new TextSection(test.Lines is null ? "Generated text" : "Generated lines", sample)
            {
                Note = test.Lines?.ToString() ?? "Drawn at temperature 0.8, from the beginning of a line.",
            });
        }

        sections.Add(Curve(run));
        return sections;
    }

    private static LineSection Curve(TrainingRun run)
    {
        TextEvaluation part = (TextEvaluation)(run.Validation ?? run.Test);
        double tokens = part.Model[TextEvaluation.NatsName] / Math.Log(part.Model["perplexity"]);
        EpochRecord[] epochs = [.. run.History.Epochs];
        double[] numbers = [.. epochs.Select(epoch => (double)epoch.Epoch)];
        double[] ends = numbers.Length == 0 ? [0, 1] : [numbers[0], numbers[^1]];
        return new LineSection(
            "Learning curve beside Markov chains",
            new ChartAxis("epoch") { IsWhole = true },
            new ChartAxis("nats a character"),
            [
                .. run.Validation is null ? [] : (ChartLine[])[
                    new("validation", numbers, [.. epochs.Select(epoch => tokens * (epoch.ValidationLoss ?? double.NaN))])],
                new("training", numbers, [.. epochs.Select(epoch => tokens * epoch.Loss)]),
                .. part.Baselines.Skip(1).Select(baseline => new ChartLine(
                    baseline.Key, ends, [baseline.Value[TextEvaluation.NatsName], baseline.Value[TextEvaluation.NatsName]])
                { IsReference = true }),
            ])
        {
            Note = $"Of the first network; the dashed lines are Markov chains on the {part.Part} part."
                + (run.Recipe.Variants[0].Model.Any(block => HasDropout(block.ToJson())) ? " The training curve has dropout in it." : ""),
        };
    }

    /// <summary>Whether a layer, or one within it, drops something in training.</summary>
    private static bool HasDropout(JsonNode? node) => node switch
    {
        JsonObject settings => settings.Any(setting => (IsDropout(setting.Key)
            && !(setting.Value is JsonValue share && share.TryGetValue(out double none) && none == 0)) || HasDropout(setting.Value)),
        JsonArray items => items.Any(HasDropout),
        JsonValue name => name.TryGetValue(out string? text) && IsDropout(text),
        _ => false,
    };

    private static bool IsDropout(string name) => name.Contains("dropout", StringComparison.Ordinal);
}
