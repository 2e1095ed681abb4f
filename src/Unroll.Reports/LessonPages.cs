using System.Globalization;
using Unroll.Analysis.Estimators;
using Unroll.Insight.Gradients;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports;

/// <summary>Pages of measurements that show how networks and models learn.</summary>
public static class LessonPages
{
    /// <summary>The sentences on what gradients through time single precision cannot hold; none where it holds all.</summary>
    /// <param name="flows">What was measured.</param>
    public static IReadOnlyList<string> LimitsOf(IReadOnlyList<GradientFlow> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        string[] tiny = [.. flows.Where(flow => flow.Scale != 0 && flow.Norms.Contains(0)).Select(flow => flow.Name)];
        return
        [
            .. flows.Where(flow => flow.OverflowStep is not null && flow.Scale != 0).Select(flow =>
                $"{flow.Name}: from {CountFormatter.Format(flow.OverflowStep!.Value, "steps")} back on, the gradient is greater than "
                + "single precision holds, infinite (∞)."),
            .. flows.Where(flow => flow.Scale == 0).Select(flow =>
                $"{flow.Name}: the gradient of all weights is infinite, which no factor shortens: of what is finite 0 is left, and of "
                + "what is infinite no number (–). Clip gradients before they overflow: over fewer steps, it does what it should."),
            .. tiny.Length == 0 ? (string[])[] :
                [$"A norm of 0 is smaller than single precision holds: {string.Join("; ", tiny)}. The factor is that of the steps before."],
        ];
    }

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
                    IsColored = true,
                    Note = "A falling line vanishes, a rising one explodes. Clipping and renormalising shift a line, initial weights and "
                        + "gates change its slope. Lines of an LSTM fall at the first step back, where its hidden state goes on through "
                        + "the gates alone; its cell state goes on beside it.",
                },
                new TableSection(
                    "In numbers",
                    [
                        new TableColumn("Layer"), new TableColumn("Factor a step back"), new TableColumn("Norm at the last timestep"),
                        new TableColumn("Norm at the first"), new TableColumn("Gradient of all weights, before"), new TableColumn("After"),
                    ],
                    [.. all.Select(flow => (IReadOnlyList<object?>)
                    [
                        flow.Name, flow.FactorPerStep, flow.Norms[0], OrSign(flow.Norms[^1]), OrSign(flow.WeightNorm),
                        OrSign(flow.Scale * flow.WeightNorm),
                    ])])
                { Note = string.Join(" ", LimitsOf(all)) is { Length: > 0 } limits ? limits : null },
            ]);
    }

    private static object OrSign(double norm) => double.IsInfinity(norm) ? "∞" : norm;

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
                    IsColored = true,
                    Note = "Each line ends at the first span that was not learned; 0.5 is chance.",
                },
                new TableSection(
                    "The longest span",
                    [new TableColumn("Layer"), new TableColumn("Longest span learned"), new TableColumn("Epochs at it")],
                    [.. spans.Select(span => (IReadOnlyList<object?>)
                        [span.Name, span.Longest, span.Trials.LastOrDefault(trial => trial.Span == span.Longest)?.Epochs])]),
            ]);
    }

    /// <summary>
    /// Writes the page of Newton–Raphson: its way to the minimum of logistic regression beside those of gradient descent, in charts and
    /// tables, with gradient and Hessian matrix.
    /// </summary>
    /// <param name="path">The file, whose folder is made if needed.</param>
    /// <param name="comparison">The ways.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteNewton(string path, LogisticComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        LogisticPath newton = comparison.Paths[0];
        ChartAxis across = new("step") { IsWhole = true };
        ReportWriter.Write(
            path, "Newton–Raphson beside gradient descent",
            $"The way to the minimum of logistic regression on {CountFormatter.Format(comparison.Objective.Rows, "rows")}, with "
            + $"{CountFormatter.Format(comparison.Minimum.Length, "parameters")}.",
            [
                new LineSection(
                    "How far above the minimum", across, new ChartAxis("loss − least loss") { IsLogarithmic = true },
                    [.. comparison.Paths.Select(way => new ChartLine(way.Name, StepsOf(way), way.Excess))])
                {
                    IsColored = true,
                    Note = "Newton–Raphson squares the error in each step near the minimum, so that its line bends down; gradient descent "
                        + "takes the same share off it in each, a straight line. A step of the stochastic one is a pass over all rows.",
                },
                new LineSection(
                    "Digits that are right", across, new ChartAxis("decimal digits of the parameters") { Minimum = 0, Maximum = 16 },
                    [.. comparison.Paths.Select(way =>
                        new ChartLine(way.Name, StepsOf(way), [.. Enumerable.Range(0, way.Steps.Count).Select(way.Digits)]))])
                { IsColored = true, Note = "Of the about 16 that numbers of double precision have. Newton's double in each step." },
                Table(comparison),
                Derivatives(comparison, newton.Steps[0], "Gradient and Hessian matrix at the start"),
                Derivatives(
                    comparison, newton.Steps[^1],
                    string.Create(CultureInfo.InvariantCulture, $"Gradient and Hessian matrix after step {newton.Steps[^1].Iteration}")),
            ]);
    }

    private static double[] StepsOf(LogisticPath path) => [.. path.Steps.Select(step => (double)step.Iteration)];

    private static TableSection Table(LogisticComparison comparison) => new(
        "Step by step",
        [
            new TableColumn("Step", ScoreFormat.Count),
            .. comparison.Paths.SelectMany(way => new TableColumn[]
            {
                new($"{way.Name}: loss − least"), new("Norm of the gradient"), new("Digits"),
            }),
        ],
        [
            .. comparison.TellingSteps.Select(step => (IReadOnlyList<object?>)
            [
                step.ToString(CultureInfo.InvariantCulture),
                .. comparison.Paths.SelectMany(way => step < way.Steps.Count
                    ? new object?[]
                    {
                        way.Excess[step], way.Steps[step].GradientNorm, way.Digits(step).ToString("0.0", CultureInfo.InvariantCulture),
                    }
                    : [null, null, null]),
            ]),
        ]);

    private static TableSection Derivatives(LogisticComparison comparison, LogisticStep step, string title)
    {
        double[] gradient = comparison.Objective.Gradient(step.Parameters);
        double[][] hessian = comparison.Objective.Hessian(step.Parameters);
        return new TableSection(
            title,
            [
                new TableColumn("Parameter"), new TableColumn("Value"), new TableColumn("Gradient"),
                .. comparison.ParameterNames.Select(name => new TableColumn($"Hessian: {name}")),
            ],
            [
                .. comparison.ParameterNames.Select((name, i) => (IReadOnlyList<object?>)
                    [name, step.Parameters[i], gradient[i], .. hessian[i].Select(value => (object?)value)]),
            ])
        {
            Note = "The gradient is Xᵀ(p − y), the Hessian matrix XᵀWX with the weights p(1 − p); a step is the solution of H·s = g, "
                + "which is taken off the parameters.",
        };
    }
}
