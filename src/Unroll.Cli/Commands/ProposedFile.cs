using Unroll.Cli.Display;
using Unroll.Cli.Running;

namespace Unroll.Cli.Commands;

/// <summary>The output of a proposed recipe by <c>unroll inspect</c>: into a file, or on the terminal.</summary>
/// <param name="Name">Name of the run.</param>
/// <param name="Obstacle">Why none is proposed, as a clause; null where one is.</param>
/// <param name="ToYaml">Gives the recipe for the folder that it will be in.</param>
internal sealed record ProposedFile(string Name, string? Obstacle, Func<string, string> ToYaml)
{
    /// <summary>The folder of a file; the current one where there is none.</summary>
    internal static string FolderOf(string? path) => Path.GetDirectoryName(Path.GetFullPath(path ?? "recipe.yaml")) ?? ".";

    /// <summary>Writes the recipe.</summary>
    /// <param name="asked">The file; null for one after the name.</param>
    /// <param name="force">Whether it may replace a file.</param>
    /// <param name="data">The file of data, which is never replaced.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InputException">
    /// There is no recipe, or the file is there already, is that of data or cannot be written.
    /// </exception>
    internal string Write(string? asked, bool force, string data)
    {
        if (Obstacle is not null)
        {
            throw new InputException($"--recipe: no recipe can be proposed, as {Obstacle}. docs/recipes.md tells how to write one.");
        }

        string path = asked ?? $"{Name}.yaml";
        if (Path.Exists(path) && !force)
        {
            throw new InputException($"--recipe: {path} is there already. Name another file, or add --force to replace it.");
        }

        OutputFile.Require("--recipe", path, data);
        OutputFile.Write(path, ToYaml(FolderOf(path)));
        return path;
    }

    /// <summary>Shows the path of the written recipe.</summary>
    internal static void TellWritten(CliHost host, Screen screen, string written, string guess = "")
    {
        screen.Line();
        if (guess.Length > 0)
        {
            screen.Line(guess);
        }

        screen.Line($"Recipe  {written}");
        screen.Line($"Train   {host.CommandName} train {written}");
    }

    /// <summary>Shows the recipe.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="note">What is said of it: "; the target is a guess".</param>
    /// <param name="waiting">What a live terminal shows while the recipe is made; null for nothing.</param>
    internal void Show(Screen screen, string note = "", string? waiting = null)
    {
        screen.Line();
        if (Obstacle is not null)
        {
            InspectionDisplay.Wrapped(screen, "", "  ", $"No recipe is proposed: {Obstacle}.");
            return;
        }

        if (waiting is not null && screen.IsLive)
        {
            screen.Line(waiting);
        }

        string[] lines = ToYaml(FolderOf(null)).TrimEnd().Split('\n');
        screen.Line($"A recipe to start from (--recipe {Name}.yaml writes it{note}):");
        screen.Line();
        foreach (string line in lines)
        {
            screen.Line($"  {line}");
        }
    }
}
