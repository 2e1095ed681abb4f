using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Insight.Gradients;
using Unroll.Reports;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll lesson</c>: measurements of small networks and models that show how they learn.</summary>
internal static class LessonCommand
{
    private const int MostTimesteps = 2000;
    private const int MostUnits = 512;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host) =>
        new("lesson", "Show how networks learn, by measurements of small ones.") { Gradients(host), NewtonLesson.Create(host) };

    private static Command Gradients(CliHost host)
    {
        Option<int?> steps = CommonOptions.Number("--steps", "Timesteps of the sequences. Default: 100.", 2, MostTimesteps);
        Option<int?> units = CommonOptions.Number("--units", "Hidden units. Default: 32.", 1, MostUnits);
        Option<ulong?> seed = CommonOptions.Seed("Seed of weights and sequences. Default: 2.");
        Option<string?> file = CommonOptions.Out("FILE", "Write a page with all in one chart to this file.");
        Option<bool> json = CommonOptions.Json("the norms");
        Command command = new(
            "gradients",
            "Show how gradients vanish and explode through time, before and after each cure.") { steps, units, seed, file, json };
        command.SetStoppableAction(host, (result, _) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            OutputFile.Require("--out", result.GetValue(file), data: null);
            GradientFlowOptions defaults = new();
            GradientFlowOptions options = new()
            {
                Timesteps = result.GetValue(steps) ?? defaults.Timesteps,
                Units = result.GetValue(units) ?? defaults.Units,
                Seed = result.GetValue(seed) ?? defaults.Seed,
            };
            GradientFlow[] problems = [.. GradientFlow.Problems.Select(cure => GradientFlow.Of(cure, options))];
            GradientFlow[] cures = [.. GradientFlow.Cures.Select(cure => GradientFlow.Of(cure, options))];
            if (result.GetValue(file) is { } page)
            {
                LessonPages.WriteGradients(page, problems, cures);
            }

            Draw(screen, problems, cures);
            screen.Line(result.GetValue(file) is { } written ? $"The chart: {written}" : "In a chart: --out FILE.html");
            if (screen.IsJson)
            {
                screen.Document(JsonFormatter.Format(Document(problems, cures)));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Draw(Screen screen, GradientFlow[] problems, GradientFlow[] cures)
    {
        int last = problems[0].Norms.Count - 1;
        int[] shown = [.. new[] { 0, last / 4, last / 2, last * 3 / 4, last }.Distinct()];
        Table table = EvaluationDisplay.Start([
            "norm of the gradient, steps back", .. shown.Select(step => step.ToString(CultureInfo.InvariantCulture)), "a step"]);
        foreach (GradientFlow flow in problems)
        {
            Add(table, flow, "bold", shown);
        }

        foreach (GradientFlow flow in cures)
        {
            Add(table, flow, "default", shown);
        }

        screen.Console.Write(table);
        InspectionDisplay.Wrapped(
            screen, "", "",
            "\"A step\" is the factor of each step back: below 1 gradients vanish, above 1 they explode. Clipping and renormalising change "
            + "the length of the whole gradient, not the factor; initial weights and gates change the factor.");
        foreach (string note in LessonPages.LimitsOf([.. problems, .. cures]))
        {
            InspectionDisplay.Wrapped(screen, "", "", note);
        }
    }

    private static void Add(Table table, GradientFlow flow, string style, int[] shown) => EvaluationDisplay.AddRow(
        table, style,
        [
            flow.Name, .. shown.Select(step => Shown(flow.Norms[step])),
            flow.FactorPerStep.ToString("0.00", CultureInfo.InvariantCulture),
        ]);

    private static string Shown(double norm) => double.IsNaN(norm) ? "–"
        : double.IsInfinity(norm) ? "∞" : norm.ToString("0.0e+0", CultureInfo.InvariantCulture);

    private static JsonObject Document(GradientFlow[] problems, GradientFlow[] cures) => new()
    {
        ["problems"] = new JsonArray([.. problems.Select(Node)]),
        ["cures"] = new JsonArray([.. cures.Select(Node)]),
    };

    private static JsonNode? Node(GradientFlow flow) => new JsonObject
    {
        ["name"] = flow.Name,
        ["factor_per_step"] = Number(flow.FactorPerStep),
        ["weight_gradient_norm"] = Number(flow.WeightNorm),
        ["scale"] = Number(flow.Scale),
        ["overflow_step"] = flow.OverflowStep,
        ["norms"] = new JsonArray([.. flow.Norms.Select(Number)]),
    };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
