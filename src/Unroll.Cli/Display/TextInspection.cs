using System.Text.Json.Nodes;
using Unroll.Series.Profiling;

namespace Unroll.Cli.Display;

/// <summary>The description of a file of texts, for people and as a JSON document, and the recipe that is proposed for it.</summary>
/// <param name="name">Name of the recipe.</param>
/// <param name="obstacle">Why none is proposed; null where one is.</param>
/// <param name="toYaml">The recipe in a folder.</param>
internal abstract class TextInspection(string name, string? obstacle, Func<string, string> toYaml)
{
    private const int LabelWidth = 12;

    /// <summary>Name of the recipe.</summary>
    internal string Name { get; } = name;

    /// <summary>Why no recipe is proposed; null where one is.</summary>
    internal string? Obstacle { get; } = obstacle;

    /// <summary>The recipe as YAML, in a folder.</summary>
    internal Func<string, string> ToYaml { get; } = toYaml;

    /// <summary>The description of a file; null where it is of series.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classColumn">The column of classes; null to have it found.</param>
    /// <param name="target">The column of labels; null to have it found.</param>
    /// <param name="stop">Stops it.</param>
    internal static TextInspection? Find(string path, string? classColumn, string? target, CancellationToken stop) =>
        PairProfile.Find(path, stop) is { } pairs ? new PairInspection(pairs)
        : TextTableProfile.Find(path, classColumn ?? target, stop) is { } table ? new TextTableInspection(table)
        : TextProfile.Find(path, stop) is { } text ? new RunningTextInspection(text) : null;

    /// <summary>Draws it.</summary>
    /// <param name="screen">Where to.</param>
    internal abstract void Draw(Screen screen);

    /// <summary>The facts of the JSON document.</summary>
    private protected abstract JsonObject Facts();

    /// <summary>The description as a JSON document.</summary>
    /// <param name="recipe">The proposed recipe, or null.</param>
    internal string Document(string? recipe)
    {
        JsonObject document = Facts();
        document["recipe"] = recipe;
        document["no_recipe_because"] = Obstacle;
        return document.ToJsonString(new() { WriteIndented = true });
    }

    private protected static void Fact(Screen screen, string label, FormattableString fact) => InspectionDisplay.Wrapped(
        screen, (label + " ").PadRight(LabelWidth), new string(' ', LabelWidth), FormattableString.Invariant(fact));
}
