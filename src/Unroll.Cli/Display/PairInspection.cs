using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>The description of pairs of texts.</summary>
/// <param name="pairs">Their profile.</param>
/// <param name="proposal">The recipe.</param>
internal sealed class PairInspection(PairProfile pairs, PairProposal proposal)
    : TextInspection(proposal.Name, proposal.Obstacle, proposal.ToYaml)
{
    /// <summary>Describes pairs of texts.</summary>
    /// <param name="pairs">Their profile.</param>
    internal PairInspection(PairProfile pairs)
        : this(pairs, new PairProposal(pairs))
    {
    }

    /// <inheritdoc/>
    internal override void Draw(Screen screen)
    {
        string what = pairs.Files is { } files
            ? $"lines side by side with {Path.GetFileName(files.Target)}" : "a table of texts and what they are translated to";
        screen.Line($"{Path.GetFileName(pairs.Path)}: {what}");
        string incomplete = pairs.Incomplete.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {pairs.Incomplete.Count:N0} of them without a text on one side") : "";
        Fact("pairs", string.Create(CultureInfo.InvariantCulture, $"{pairs.Count:N0}{incomplete}"));
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

        void Fact(string label, string fact) => TextInspection.Fact(screen, label, $"{fact}");
    }

    private protected override JsonObject Facts() => new()
    {
        ["file"] = pairs.Path,
        ["kind"] = "pairs",
        ["target_file"] = pairs.Files?.Target,
        ["pairs"] = pairs.Count,
        ["incomplete_pairs"] = new JsonArray([.. pairs.Incomplete.Select(number => (JsonNode)number)]),
        ["source"] = Side(pairs.Source),
        ["target"] = Side(pairs.Target),
    };

    private static JsonObject Side(TextSideProfile side) => new()
    {
        ["name"] = side.Name,
        ["distinct_share"] = side.DistinctShare,
        ["mean_words"] = side.MeanWords,
        ["longest_characters"] = side.LongestCharacters,
        ["example"] = side.Example,
    };
}
