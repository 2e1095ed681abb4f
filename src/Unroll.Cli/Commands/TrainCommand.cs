using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Series.Profiling;
using Unroll.Series.Texts;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll train</c>: from a recipe to a run folder.</summary>
internal static class TrainCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string?> recipe = new("RECIPE|FILE")
        {
            Description =
                "The recipe, a YAML file such as examples/energy.yaml; or a file of series, for which a recipe is proposed. Left out with "
                + "--resume.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> data = CommonOptions.Data(
            "A file to learn from in place of the recipe's data; with --resume, where the same data are now.");
        Option<ulong?> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<string?> folder = CommonOptions.Out(
            "DIR", "The run folder; runs/NAME-DATE-TIME when not given. An earlier run there is kept until the new one is complete.");
        Option<string?> resume = new("--resume")
        {
            HelpName = "RUN",
            Description =
                "Resume the training of this run folder, which was stopped or killed, with its own recipe, data and seed; the result is "
                + "the same as without the stop.",
        };
        Option<string?> target = new("--target")
        {
            HelpName = "COLUMN",
            Description = "Of a file of series: the column to forecast; guessed when not given.",
        };
        Option<int?> horizon = CommonOptions.ProposedHorizon();
        Option<bool> json = CommonOptions.Json("metrics.json");
        Command command = new(
            "train", "Train a network by a recipe, evaluate it beside baselines, and write a run folder with a report.")
        {
            recipe, target, horizon, data, seed, threads, folder, resume, json,
        };
        command.Validators.Add(result =>
        {
            // The values themselves cannot be asked for while an option lacks its argument.
            string? path = result.GetResult(recipe) is { Tokens: [var named] } ? named.Value : null;
            bool resumes = result.GetResult(resume) is not null;
            if (path is null != resumes)
            {
                result.AddError(
                    path is null ? "Name a recipe, or with --resume a run that goes on."
                        : "A run goes on with its own recipe: leave RECIPE out with --resume.");
            }
            else if (resumes && result.GetResult(folder) is not null)
            {
                result.AddError("A run goes on in its own folder: leave --out out with --resume.");
            }
            else if ((result.GetResult(target) is not null || result.GetResult(horizon) is not null) && (path is null || IsRecipe(path)))
            {
                result.AddError(
                    "--target and --horizon are for a file of series, such as sales.csv; a recipe names them as data.target and "
                    + "window.horizon.");
            }
        });
        command.SetAction(result =>
        {
            using Screen screen = new(host, result.GetValue(json));
            RecipeRunner runner = Runners.Create(host, screen);
            int code = TrainingSession.Run(
                host,
                screen,
                request =>
                {
                    request = request with
                    {
                        DataFile = result.GetValue(data),
                        Folder = result.GetValue(folder),
                        Seed = result.GetValue(seed),
                        Threads = result.GetValue(threads),
                    };
                    return result.GetValue(resume) is { } run ? runner.Resume(run, request)
                        : runner.Train(
                            Interruptible.Run(
                                () => Recipe(
                                    screen, result.GetValue(recipe)!, result.GetValue(target), result.GetValue(horizon),
                                    request.CancellationToken),
                                request.CancellationToken),
                            request);
                },
                out RunResult trained,
                resumes: result.GetValue(resume) is not null);
            LearningTask task = trained.Run.Recipe.Task;
            screen.Line($"Next        {host.CommandName} {task.Name} {trained.Folder} {task.CommandArguments}");
            return code;
        });
        return command;
    }

    /// <summary>The recipe of a file; or the one proposed for a file of series.</summary>
    private static Recipe Recipe(Screen screen, string path, string? target, int? horizon, CancellationToken stop)
    {
        if (IsRecipe(path))
        {
            return RecipeReader.Read(path);
        }

        if (PairProfile.Find(path, stop) is { } pairs)
        {
            return new PairProposal(pairs).ToRecipe();
        }

        if (horizon is null && TextTableProfile.Find(path, target, stop) is { } table)
        {
            return new TextTableProposal(table).ToRecipe();
        }

        if (TextProfile.Find(path, stop) is { } text)
        {
            return new TextProposal(text).ToRecipe();
        }

        RecipeProposal proposal = RecipeProposal.ForFile(path, target, horizon, stop);
        foreach (string note in proposal.Notes)
        {
            screen.Note($"{path}: {note}.");
        }

        screen.Note(ProposalDisplay.Trying);
        Recipe recipe = proposal.ToRecipe();
        if (ProposalDisplay.Guess(proposal) is { Length: > 0 } guess)
        {
            screen.Note(guess);
        }

        return recipe;
    }

    /// <summary>Whether a path is that of a recipe, and not of a file of series, by its extension.</summary>
    private static bool IsRecipe(string path) => Path.GetExtension(path).ToLowerInvariant()
        is not (".csv" or ".tsv" or ".txt" or ".dat" or ".ts" or ".tsf" or ".jsonl" or ".ndjson" or ".json" or ".gz"
            or ".tab" or ".psv" or ".conll" or ".conllu" or ".iob" or ".bio")
            && TextPairFiles.Find(path) is null;
}
