using System.CommandLine;
using System.CommandLine.Parsing;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Insight.Attribution;
using Unroll.Reports;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Guide;
using Unroll.Tasks.Learning;

namespace Unroll.Cli.Commands;

/// <summary>
/// <c>unroll explain</c>: what a building block or a key of a recipe is; and with data, what the network of a run looks at in them.
/// </summary>
internal static class ExplainCommand
{
    private const int MostSamples = 100;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string?> name = new("NAME")
        {
            Description =
                "A word of recipes: a block (lstm), a kind of them (regularizer), a key (train.learning-rate), a setting (from) or a "
                + "value; all blocks when not given. With --data: a run folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> data = CommonOptions.Data("Look inside the network of a run with this file, whose columns it was trained on.");
        Option<string?> report = new("--report")
        {
            HelpName = "FILE",
            Description = "With --data: write a page with pictures to this file.",
        };
        Option<SaliencyMethod?> method = Method();
        Option<string?> series = new("--series")
        {
            HelpName = "ID",
            Description = "With --data: the series to explain; some, evenly chosen, when not given.",
        };
        Option<int?> samples = CommonOptions.Number(
            "--samples", $"With --data: samples to explain, at most {MostSamples}. Default: {new ExplanationOptions().Samples}.", 1,
            MostSamples);
        Option<int?> output = CommonOptions.Number(
            "--output", "With --data: the output to explain, from 0; the likeliest class, the prediction of the first target or the whole "
                + "translation when not given.", 0);
        Option<int?> timestep = CommonOptions.Number(
            "--timestep", "With --data: the timestep of the output to explain, from 0; the last label, the whole translation, or what "
                + "follows a text, when not given.", 0);
        Option<string?> token = new("--token")
        {
            HelpName = "TEXT",
            Description = "With --data, of a generator of texts: the character or word whose log probability is explained; what stands at "
                + "--timestep, or the likeliest behind the text, when not given.",
        };
        Option<int?> unit = CommonOptions.Number(
            "--unit", "With --data: a unit of the recurrent layer to follow over the first sample or the text, from 0.", 0);
        Option<bool> json = CommonOptions.Json("what was found");
        Command command = new(
            "explain",
            "Explain a word of recipes, with its settings and an example; with --data, what a run's network looks at.")
        {
            name, data, report, method, series, samples, output, timestep, token, unit, json,
        };
        command.SetStoppableAction(host, (result, stop) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            string? wanted = result.GetValue(name);
            if (result.GetValue(data) is not { } file)
            {
                RequireWord(wanted, result, report, method, series, samples, output, timestep, token, unit, json);
                foreach (string line in (wanted is null ? RecipeGuide.List() : RecipeGuide.Explain(wanted)).TrimEnd().Split('\n'))
                {
                    Write(screen, line);
                }

                return ExitCodes.Done;
            }

            OutputFile.Require("--report", result.GetValue(report), file, wanted);
            Learner learner = RunArgument.Load(wanted ?? throw new InputException(
                "--data is for a run folder, as \"unroll train\" writes it: unroll explain RUN --data FILE."));
            ExplanationOptions options = new()
            {
                Method = result.GetValue(method),
                Samples = result.GetValue(samples) ?? new ExplanationOptions().Samples,
                Series = result.GetValue(series),
                Output = result.GetValue(output),
                Timestep = result.GetValue(timestep),
                Token = result.GetValue(token) is { } text ? GenerateCommand.LineEnds(text) : null,
                Unit = result.GetValue(unit),
            };
            Explanation explanation = Runners.Create(host, screen).Explain(learner, file, options, stop);
            if (result.GetValue(report) is { } page)
            {
                ReportWriter.Write(page, learner.Recipe.Name, explanation);
            }

            ExplanationDisplay.Draw(screen, explanation, result.GetValue(report));
            if (screen.IsJson)
            {
                screen.Document(ExplanationDocument.Of(explanation));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<SaliencyMethod?> Method() => new("--method")
    {
        HelpName = "METHOD",
        Description = $"With --data: the measure of saliency, {string.Join(", ", SaliencyMethodNames.All)}. Default: integrated-gradients; "
            + "occlusion where embeddings take codes of columns.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            SaliencyMethod? found = SaliencyMethodNames.Find(text);
            if (found is null)
            {
                result.AddError($"--method is \"{text}\", but must be one of {string.Join(", ", SaliencyMethodNames.All)}.");
            }

            return found;
        },
    };

    /// <summary>Refuses a run folder, and options of a look inside, where there are no data.</summary>
    private static void RequireWord(string? wanted, ParseResult result, params Option[] options)
    {
        if (wanted is not null && Directory.Exists(wanted) && RecipeGuide.Find(wanted) is null)
        {
            throw new InputException(
                $"{wanted} is a folder. What the network of a run looks at is explained with data: unroll explain {wanted} --data FILE. "
                + "Without --data, name a building block or a key, for example: unroll explain lstm");
        }

        if (Array.Find(options, option => result.GetResult(option) is OptionResult { Implicit: false }) is { } alone)
        {
            throw new InputException($"{alone.Name} is for a look inside a run, which needs data: unroll explain RUN --data FILE.");
        }
    }

    /// <summary>Writes a line, wrapped below its text, which stands behind a name in most; an example can be copied as it is.</summary>
    private static void Write(Screen screen, string line)
    {
        int text = line.Length - line.TrimStart().Length;
        if (line.AsSpan(text).StartsWith("example:"))
        {
            screen.Line(line);
            return;
        }

        int gap = line.IndexOf("  ", text, StringComparison.Ordinal);
        int begin = gap < 0 ? text : gap + line[gap..].Length - line[gap..].TrimStart().Length;
        InspectionDisplay.Wrapped(screen, line[..begin], new string(' ', gap < 0 ? text + 2 : begin), line[begin..]);
    }
}
