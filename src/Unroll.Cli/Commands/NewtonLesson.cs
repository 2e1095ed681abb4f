using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Unroll.Analysis.Estimators;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Reports;

namespace Unroll.Cli.Commands;

/// <summary>
/// <c>unroll lesson newton</c>: logistic regression by Newton–Raphson, gradient descent and stochastic gradient descent, step by step.
/// </summary>
internal static class NewtonLesson
{
    private const int MostRows = 100_000;
    private const int MostFeatures = 20;
    private const int MostClasses = 10;
    private const int MostSteps = 10_000;

    // A wider Hessian matrix does not fit a terminal.
    private const int MostShown = 6;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        LogisticComparisonOptions defaults = new();
        Option<int?> rows = CommonOptions.Number("--rows", $"Rows of the sample. Default: {defaults.Rows}.", 20, MostRows);
        Option<int?> features = CommonOptions.Number("--features", $"Features of a row. Default: {defaults.Features}.", 1, MostFeatures);
        Option<int?> classes = CommonOptions.Number(
            "--classes", $"Classes; of more than 2 it is softmax regression. Default: {defaults.Classes}.", 2, MostClasses);
        Option<int?> steps = CommonOptions.Number(
            "--steps", $"Steps of gradient descent, and passes of the stochastic one. Default: {defaults.Iterations}.", 1, MostSteps);
        Option<ulong?> seed = CommonOptions.Seed("Seed of the sample and of the order of its rows. Default: 1.");
        Option<string?> file = CommonOptions.Out("FILE", "Write a page with the three ways in one chart to this file.");
        Option<bool> json = CommonOptions.Json("every step");
        Command command = new(
            "newton", "Show logistic regression by Newton–Raphson beside gradient descent and stochastic gradient descent.")
        { rows, features, classes, steps, seed, file, json };
        command.SetStoppableAction(host, (result, _) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            OutputFile.Require("--out", result.GetValue(file), data: null);
            LogisticComparison comparison = LogisticComparison.Of(new LogisticComparisonOptions
            {
                Rows = result.GetValue(rows) ?? defaults.Rows,
                Features = result.GetValue(features) ?? defaults.Features,
                Classes = result.GetValue(classes) ?? defaults.Classes,
                Iterations = result.GetValue(steps) ?? defaults.Iterations,
                Seed = result.GetValue(seed) ?? defaults.Seed,
            });
            if (result.GetValue(file) is { } page)
            {
                LessonPages.WriteNewton(page, comparison);
            }

            Draw(screen, comparison);
            screen.Line(result.GetValue(file) is { } written ? $"The chart: {written}" : "In a chart: --out FILE.html");
            if (screen.IsJson)
            {
                screen.Document(JsonFormatter.Format(Document(comparison)));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Draw(Screen screen, LogisticComparison comparison)
    {
        LogisticPath newton = comparison.Paths[0];
        Table table = EvaluationDisplay.Start([
            "step", "Newton: loss − least", "‖gradient‖", "digits", "descent: loss − least", "‖gradient‖", "stochastic: loss − least",
            "‖gradient‖",
        ]);
        foreach (int step in comparison.TellingSteps)
        {
            EvaluationDisplay.AddRow(
                table, step < newton.Steps.Count ? "bold" : "default",
                [
                    step.ToString(CultureInfo.InvariantCulture),
                    .. comparison.Paths.SelectMany(path => (string[])
                    [
                        .. step < path.Steps.Count ? [Short(path.Excess[step]), Short(path.Steps[step].GradientNorm)] : new[] { "", "" },
                        .. path != newton ? [] : new[] { step < path.Steps.Count ? Digits(path.Digits(step)) : "" },
                    ]),
                ]);
        }

        screen.Console.Write(table);
        DrawDerivatives(screen, comparison, newton.Steps[0], "at the start");
        DrawDerivatives(screen, comparison, newton.Steps[^1], $"after step {newton.Steps[^1].Iteration}");
        LogisticPath descent = comparison.Paths[1];
        InspectionDisplay.Wrapped(
            screen, "", "",
            $"The digits of Newton's parameters that are right double in each step near the minimum: "
            + $"{string.Join(", ", AllDigits(newton))}. Gradient descent gains about the same in each step, and has "
            + $"{Digits(descent.Digits(descent.Steps.Count - 1))} after {CountFormatter.Format(descent.Steps.Count - 1, "steps")}. "
            + $"A step of Newton needs the Hessian matrix, and solves {CountFormatter.Format(comparison.Minimum.Length, "equations")}; "
            + $"a step of the stochastic one here is a pass over {CountFormatter.Format(comparison.Objective.Rows, "rows")}, each with a "
            + "small step of its own.");
    }

    private static void DrawDerivatives(Screen screen, LogisticComparison comparison, LogisticStep step, string when)
    {
        if (comparison.Minimum.Length > MostShown)
        {
            int wide = comparison.Minimum.Length;
            screen.Line($"Gradient and Hessian matrix {when}, {wide} × {wide}: --json or --out FILE.html has them.");
            return;
        }

        double[] gradient = comparison.Objective.Gradient(step.Parameters);
        double[][] hessian = comparison.Objective.Hessian(step.Parameters);
        Table table = EvaluationDisplay.Start([when, "parameter", "gradient", "Hessian", .. hessian.Skip(1).Select(_ => "")]);
        for (int i = 0; i < gradient.Length; i++)
        {
            EvaluationDisplay.AddRow(
                table, "default",
                [
                    comparison.ParameterNames[i], step.Parameters[i].ToString("0.0000", CultureInfo.InvariantCulture),
                    gradient[i].ToString("0.0e+0", CultureInfo.InvariantCulture),
                    .. hessian[i].Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)),
                ]);
        }

        screen.Console.Write(table);
    }

    private static IEnumerable<string> AllDigits(LogisticPath path) =>
        Enumerable.Range(0, path.Steps.Count).Select(step => Digits(path.Digits(step)));

    private static string Digits(double digits) => digits.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    private static JsonObject Document(LogisticComparison comparison) => new()
    {
        ["rows"] = comparison.Objective.Rows,
        ["parameters"] = new JsonArray([.. comparison.ParameterNames.Select(name => JsonValue.Create(name))]),
        ["minimum"] = new JsonObject { ["loss"] = comparison.MinimumValue, ["parameters"] = Numbers(comparison.Minimum) },
        ["methods"] = new JsonArray([.. comparison.Paths.Select(path => new JsonObject
        {
            ["name"] = path.Name,
            ["steps"] = new JsonArray([.. path.Steps.Select((step, i) => new JsonObject
            {
                ["step"] = step.Iteration,
                ["loss"] = step.Value,
                ["excess"] = path.Excess[i],
                ["gradient_norm"] = step.GradientNorm,
                ["digits"] = path.Digits(i),
                ["parameters"] = Numbers(step.Parameters),
            })]),
        })]),
        ["newton"] = new JsonArray([.. new[] { 0, comparison.Paths[0].Steps.Count - 1 }.Select(i =>
        {
            LogisticStep step = comparison.Paths[0].Steps[i];
            return new JsonObject
            {
                ["step"] = step.Iteration,
                ["gradient"] = Numbers(comparison.Objective.Gradient(step.Parameters)),
                ["hessian"] = new JsonArray([.. comparison.Objective.Hessian(step.Parameters).Select(Numbers)]),
            };
        })]),
    };

    private static JsonArray Numbers(double[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
