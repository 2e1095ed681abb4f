using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Generation;

/// <summary>
/// The division of a text into training, validation and test part, in its order, or of a list of lines, in its order or at random.
/// </summary>
internal sealed record TextDivision(string Training, string? Validation, string? Test, bool IsContinued)
{
    /// <summary>The lines of the training part, where the data are a list; else null.</summary>
    public IReadOnlyList<string>? TrainingLines { get; init; }

    /// <summary>Divides data.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="InputException">They do not fit the recipe.</exception>
    public static TextDivision Of(Recipe recipe, TaskData data)
    {
        SplitRecipe split = recipe.EffectiveSplit;
        string[] texts = TextsOf(recipe, data.Series);
        bool isList = IsList(recipe) || texts.Length > 1;
        string? validation = data.Validation is { } further ? Joined(TextsOf(recipe, further), isList) : null;
        string? test = data.Test is { } other ? Joined(TextsOf(recipe, other), isList) : null;
        SplitShares shares = new(split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0);
        if (!isList)
        {
            if (split is GroupedSplit)
            {
                throw recipe.Error("split.by", "a single text is cut in its order, not at random. Use by: order.");
            }

            string[] parts = Cut(texts[0], recipe, shares);
            return new TextDivision(parts[0], validation ?? NullIfEmpty(parts[1]), test ?? NullIfEmpty(parts[2]), validation is null);
        }

        ItemSplit lines = split is GroupedSplit
            ? GroupSplit.Of([.. texts], shares) : OrderedItems.Of(texts.Length, shares);
        string[] training = Chosen(texts, lines.Training, split is GroupedSplit);
        return new TextDivision(
            Joined(training, isList),
            validation ?? (lines.Validation.Count > 0 ? Joined(Chosen(texts, lines.Validation, false), isList) : null),
            test ?? (lines.Test.Count > 0 ? Joined(Chosen(texts, lines.Test, false), isList) : null),
            IsContinued: true)
        {
            TrainingLines = training,
        };
    }

    /// <summary>All data as one training part.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data.</param>
    public static TextDivision All(Recipe recipe, TaskData data)
    {
        string[] texts = [.. data.Sets.SelectMany(set => TextsOf(recipe, set))];
        bool isList = IsList(recipe) || data.Series.Count > 1;
        return new TextDivision(Joined(texts, isList), null, null, false) { TrainingLines = isList ? texts : null };
    }

    /// <summary>Whether the data of a recipe are a list of texts, a line each, rather than one text.</summary>
    public static bool IsList(Recipe recipe) => recipe.Data.Texts.Count > 0 || recipe.Data.Format == "lines";

    /// <summary>The column of texts.</summary>
    public static string ColumnOf(Recipe recipe) => recipe.Data.Texts.Count > 0 ? recipe.Data.Texts[0] : TextTableReader.LineName;

    /// <summary>A whole data set as a text.</summary>
    public static string TextOf(Recipe recipe, SeriesSet series) =>
        TextsOf(recipe, series) is var texts && (IsList(recipe) || texts.Length > 1) ? Joined(texts, true) : texts[0];

    /// <summary>The texts of series.</summary>
    public static string[] TextsOf(Recipe recipe, SeriesSet series)
    {
        string column = ColumnOf(recipe);
        bool isList = IsList(recipe);
        string[] texts = [.. series.Items
            .Select(item => item.Frame.ColumnNames.Contains(column) && item.Frame.Categories(column) is { Count: > 0 } categories
                ? categories[(int)item.Frame.Column(column)[0]]
                : throw recipe.Error(
                    "data", $"series '{item.Id}' is no text: expected a column '{column}' of texts. Give a text file, format: text, or the "
                        + "column of a table with a text a row, text: NAME."))
            .Select(text => isList ? text.ReplaceLineEndings(" ").Trim() : text)
            .Where(text => text.Length > 0)];
        return texts.Length > 0 ? texts : throw recipe.Error("data", "the text is empty. Give one of at least a few hundred characters.");
    }

    private static string Joined(IReadOnlyList<string> texts, bool isList) =>
        string.Concat(texts.Select(text => isList ? text + "\n" : text));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>Lines in the order of the list, or, so that neighbours in it are none in training, shuffled.</summary>
    private static string[] Chosen(string[] texts, IReadOnlyList<int> indices, bool shuffles)
    {
        string[] chosen = [.. indices.Select(index => texts[index])];
        if (shuffles)
        {
            new RandomStream(0).Shuffle<string>(chosen);
        }

        return chosen;
    }

    /// <summary>Cuts a text by shares of its length, between two characters, or between words where these are the tokens.</summary>
    private static string[] Cut(string text, Recipe recipe, SplitShares shares)
    {
        bool ofCharacters = ((TokenizeStep)recipe.EffectiveSteps[0].Create()).Options.Unit == TokenUnit.Character;
        int[] ends =
        [
            PlaceOf(shares.Training), PlaceOf(shares.Training + shares.Validation),
            PlaceOf(Math.Min(1, shares.Training + shares.Validation + shares.Test)),
        ];
        string[] parts = [text[..ends[0]], text[ends[0]..ends[1]], text[ends[1]..ends[2]]];
        double[] wanted = [shares.Training, shares.Validation, shares.Test];
        for (int i = 0; i < parts.Length; i++)
        {
            if (wanted[i] > 0 && string.IsNullOrWhiteSpace(parts[i]))
            {
                throw recipe.Error("split", string.Create(
                    CultureInfo.InvariantCulture,
                    $"a text of {CountFormatter.Format(text.Length, "characters")} is too short for shares of {wanted[0]}, {wanted[1]} and "
                    + $"{wanted[2]}. Give a longer text."));
            }
        }

        return parts;

        int PlaceOf(double share)
        {
            int place = (int)Math.Round(text.Length * share);
            while (place > 0 && place < text.Length
                && (char.IsLowSurrogate(text[place]) || (!ofCharacters && !char.IsWhiteSpace(text[place]))))
            {
                place++;
            }

            return place;
        }
    }
}
