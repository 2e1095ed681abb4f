using Unroll.Insight.Gradients;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports;

/// <summary>Pages of measurements that show how recurrent networks work.</summary>
public static class LessonPages
{
    /// <summary>Writes the page of gradients through time: all in one chart, and a table.</summary>
    /// <param name="path">The file, whose folder is made if needed.</param>
    /// <param name="problems">Layers whose gradients vanish or explode.</param>
    /// <param name="cures">The cures.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteGradients(string path, IReadOnlyList<GradientFlow> problems, IReadOnlyList<GradientFlow> cures)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(cures);
        GradientFlow[] all = [.. problems, .. cures];
        ReportWriter.Write(
            path, "Gradients through time", "How much of a loss at the last timestep reaches the timesteps before.",
            [
                new LineSection(
                    "Before and after each cure", new ChartAxis("steps back") { IsWhole = true },
                    new ChartAxis("norm of the gradient of the hidden state") { IsLogarithmic = true },
                    [.. all.Select(flow => new ChartLine(
                        flow.Name, [.. Enumerable.Range(0, flow.Norms.Count).Select(step => (double)step)], flow.Norms))])
                {
                    IsColoured = true,
                    Note = "A falling line vanishes, a rising one explodes. Clipping and renormalising shift a line, initial weights and "
                        + "gates change its slope.",
                },
                new TableSection(
                    "In numbers",
                    [
                        new TableColumn("Layer"), new TableColumn("Factor a step back"), new TableColumn("Norm at the last timestep"),
                        new TableColumn("Norm at the first"), new TableColumn("Gradient of all weights, before"), new TableColumn("After"),
                    ],
                    [.. all.Select(flow => (IReadOnlyList<object?>)
                        [flow.Name, flow.FactorPerStep, flow.Norms[0], flow.Norms[^1], flow.WeightNorm, flow.Scale * flow.WeightNorm])]),
            ]);
    }

    /// <summary>Writes the page of memory spans: the longest that each layer learned, and the accuracy at each.</summary>
    /// <param name="path">The file, whose folder is made if needed.</param>
    /// <param name="spans">What was measured.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteMemory(string path, IReadOnlyList<MemorySpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        ReportWriter.Write(
            path, "How long cells learn to remember", "The first of T timesteps is to be remembered to the end.",
            [
                new LineSection(
                    "Accuracy by span", new ChartAxis("timesteps to remember") { IsLogarithmic = true },
                    new ChartAxis("accuracy on unseen sequences") { Minimum = 0.4, Maximum = 1 },
                    [.. spans.Select(span => new ChartLine(
                        span.Name, [.. span.Trials.Select(trial => (double)trial.Span)],
                        [.. span.Trials.Select(trial => trial.Accuracy)]))])
                {
                    IsColoured = true,
                    Note = "Each line ends at the first span that was not learned; 0.5 is chance.",
                },
                new TableSection(
                    "The longest span",
                    [new TableColumn("Layer"), new TableColumn("Longest span learned"), new TableColumn("Epochs at it")],
                    [.. spans.Select(span => (IReadOnlyList<object?>)
                        [span.Name, span.Longest, span.Trials.LastOrDefault(trial => trial.Span == span.Longest)?.Epochs])]),
            ]);
    }
}
