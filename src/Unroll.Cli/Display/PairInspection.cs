using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Profiling;

namespace Unroll.Cli.Display;

/// <summary>The profile of pairs of texts, for people and as a JSON document.</summary>
internal static class PairInspection
{
    private const int LabelWidth = 12;

    /// <summary>Draws it.</summary>
    internal static void Draw(Screen screen, PairProfile pairs)
    {
        string what = pairs.Files is { } files
            ? $"lines side by side with {Path.GetFileName(files.Target)}" : "a table of texts and what they are translated to";
        screen.Line($"{Path.GetFileName(pairs.Path)}: {what}");
        Fact("pairs", string.Create(CultureInfo.InvariantCulture, $"{pairs.Count:N0}"));
        Side(pairs.Source);
        Side(pairs.Target);
        if (pairs.Files is { } beside)
        {
            Fact("beside it", string.Join(", ", new[]
            {
                beside.Validation is { } validation ? $"{Path.GetFileName(validation.Source)} to watch the training on" : "",
                beside.Test is { } test ? $"{Path.GetFileName(test.Source)} to test on" : "",
            }.Where(text => text.Length > 0).DefaultIfEmpty("no further parts")));
        }

        void Side(TextSideProfile side) => Fact(side.Name, string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * side.DistinctShare:0} % different texts, {side.MeanWords:0.#} words in the mean, the longest has "
            + $"{CountFormatter.Format(side.LongestCharacters, "characters")}; the first: {side.Example}"));

        void Fact(string label, string fact) =>
            InspectionDisplay.Wrapped(screen, (label + " ").PadRight(LabelWidth), new string(' ', LabelWidth), fact);
    }

    /// <summary>The profile as a JSON document.</summary>
    /// <param name="pairs">The profile.</param>
    /// <param name="recipe">The proposed recipe, or null.</param>
    /// <param name="obstacle">Why none is proposed, or null.</param>
    internal static string Document(PairProfile pairs, string? recipe, string? obstacle) => new JsonObject
    {
        ["file"] = pairs.Path,
        ["kind"] = "pairs",
        ["target_file"] = pairs.Files?.Target,
        ["pairs"] = pairs.Count,
        ["source"] = Side(pairs.Source),
        ["target"] = Side(pairs.Target),
        ["recipe"] = recipe,
        ["no_recipe_because"] = obstacle,
    }.ToJsonString(new() { WriteIndented = true });

    private static JsonObject Side(TextSideProfile side) => new()
    {
        ["name"] = side.Name,
        ["distinct_share"] = side.DistinctShare,
        ["mean_words"] = side.MeanWords,
        ["longest_characters"] = side.LongestCharacters,
        ["example"] = side.Example,
    };
}
