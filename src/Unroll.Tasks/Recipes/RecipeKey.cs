namespace Unroll.Tasks.Recipes;

/// <summary>A key that a recipe may have.</summary>
/// <param name="Path">
/// Where it stands: names joined by dots, <c>[]</c> after a list, for example <c>prepare.calendar[].feature</c>.
/// </param>
/// <param name="Type">What it holds, in words.</param>
/// <param name="Default">What it is when absent; <c>required</c> when it must be given, <c>—</c> when it may simply be absent.</param>
public sealed record RecipeKey(string Path, string Type, string Default)
{
    /// <summary>The section that it stands in, for example <c>prepare.calendar[]</c>; empty at the top.</summary>
    public string Section => Path.LastIndexOf('.') is int dot and >= 0 ? Path[..dot] : "";

    /// <summary>Its name within the section, for example <c>feature</c>.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..].Replace("[]", "", StringComparison.Ordinal);
}
