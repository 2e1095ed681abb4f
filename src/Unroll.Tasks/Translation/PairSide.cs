using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Translation;

/// <summary>
/// A side of the pairs, source or target, with its preparation, fitted on the training part: texts as tokens with a vocabulary of their
/// own, or sequences of numbers.
/// </summary>
/// <param name="preparation">The preparation of its columns.</param>
internal sealed class PairSide(Preparation preparation)
{
    private const string ColumnsKey = "columns";

    /// <summary>The columns of the side.</summary>
    public IReadOnlyList<string> Columns { get; } = preparation.Options.Columns!;

    /// <summary>The tokens and their codes; null where the side is numbers.</summary>
    public Tokenizer? Tokenizer { get; } = preparation.TokenizerOf(preparation.Options.Columns![0]);

    /// <summary>Numbers of a timestep: 1 of tokens.</summary>
    public int Features { get; } = preparation.ColumnNames.Count;

    /// <summary>Whether numbers can be put back into the unit of the file, a series by itself.</summary>
    public bool HasInverse => Tokenizer is not null || (preparation.InverseReach == 0 && Names.SequenceEqual(Columns));

    /// <summary>Names of the numbers of a timestep.</summary>
    public IReadOnlyList<string> Names => preparation.ColumnNames;

    /// <summary>The sizes of the vocabularies by the names of their columns; none of numbers.</summary>
    public IReadOnlyDictionary<string, int> Vocabularies => preparation.VocabularySizes;

    /// <summary>The text of each code, by the name of their column; none of numbers.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tokens => preparation.VocabularyTokens;

    /// <summary>The unit of a timestep in the plural: "characters", "words", "steps".</summary>
    public string Unit => Tokenizer?.Unit switch
    {
        null => "steps",
        TokenUnit.Character => "characters",
        TokenUnit.Subword => "sub-words",
        _ => "words",
    };

    /// <summary>Restores a side.</summary>
    public static PairSide FromJson(JsonNode json) => new(Preparation.FromJson(json.AsObject()));

    /// <summary>Fits the preparation of a side on the training part: those steps of the recipe that are about its columns.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="columns">The columns of the side.</param>
    /// <param name="training">The training part.</param>
    /// <param name="isWritten">Whether networks write this side, so that its numbers need an inverse.</param>
    /// <exception cref="InputException">A step does not fit, or leaves texts.</exception>
    public static PairSide Fit(Recipe recipe, IReadOnlyList<string> columns, SeriesSet training, bool isWritten)
    {
        (PreparingStep Step, int Place)[] steps = [.. StepsOf(recipe, columns)];
        PairSide side;
        try
        {
            side = new(Preparation.Fit(
                [.. steps.Select(step => step.Step.Resolve(recipe.Folder))],
                training.Map(item => item.Frame.Select([.. columns])),
                new PreparationOptions { Use = SeriesUse.Whole, Columns = columns }));
        }
        catch (InputException exception) when (exception.Field is { } field
            && Array.FindIndex(steps, step => FieldOf(Array.IndexOf(steps, step)) == field) is >= 0 and var wrong)
        {
            throw recipe.Error(FieldOf(steps[wrong].Place), exception.Message);
        }

        return side.Tokenizer is not null && side.Features > 1
            ? throw recipe.Error("data", $"{string.Join(", ", columns)} are tokens, but a text is one column. Name one of them.")
            : side.HasInverse || !isWritten ? side
            : throw recipe.Error(
                "prepare.steps", $"the numbers of {string.Join(", ", columns)} that a network writes cannot be put back into the unit of "
                    + "the file: a step changes the columns, or needs rows before. Leave it out for them (columns).");
    }

    /// <summary>The steps of a recipe that are about the columns of a side, and their places among all.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="columns">The columns.</param>
    public static IEnumerable<(PreparingStep Step, int Place)> StepsOf(Recipe recipe, IReadOnlyList<string> columns)
    {
        foreach ((int place, Block<PreparingStep> block) in recipe.EffectiveSteps.Index())
        {
            if (Named(block) is not { } named)
            {
                yield return (block.Create(), place);
            }
            else if (named.Where(columns.Contains).ToArray() is { Length: > 0 } own)
            {
                yield return (WithColumns(block, own), place);
            }
        }
    }

    /// <summary>The columns that a step names; null where it is about all.</summary>
    public static IReadOnlyList<string>? Named(Block<PreparingStep> block) =>
        block.Entry.Settings.FirstOrDefault(setting => setting.Name == ColumnsKey) is { } columns && block.Values.IsGiven(columns)
            && (SettingsOf(block) is JsonObject settings ? settings[ColumnsKey] : SettingsOf(block)) is { } node
            ? node is JsonArray list ? [.. list.Select(name => name!.GetValue<string>())] : [node.GetValue<string>()]
            : null;

    /// <summary>Prepares series: the numbers of each, timestep after timestep.</summary>
    /// <param name="series">Series with the columns of the side.</param>
    /// <exception cref="InputException">One does not fit.</exception>
    public float[][] Read(SeriesSet series) =>
        [.. preparation.Transform(series.Map(item => item.Frame.Select([.. Columns]))).Series.Items.Select(item => Flatten(item.Frame))];

    /// <summary>
    /// The numbers of series as the file has them, timestep after timestep; put back from prepared ones where a step changes how many there
    /// are.
    /// </summary>
    /// <param name="series">Series with the columns of the side, which are texts of numbers.</param>
    /// <param name="prepared">The same, prepared.</param>
    public double[][] NumbersOf(SeriesSet series, float[][] prepared)
    {
        FittedStep numbers = new NumbersStep(new() { Columns = Columns }).Fit(series);
        return [.. series.Items.Select((item, index) => FlattenNumbers(
            numbers.Transform(item.Frame.Select([.. Columns]), item.Id)) is var own && own.Length == prepared[index].Length
                ? own : Inverse(prepared[index]))];
    }

    /// <summary>The text of codes.</summary>
    /// <param name="codes">Codes of tokens.</param>
    public string TextOf(IEnumerable<int> codes) => Tokenizer!.Decode(codes);

    /// <summary>The tokens of codes, as they are shown.</summary>
    public string[] TokensOf(IEnumerable<float> codes) => [.. codes.Select(code => Tokenizer![(int)code])];

    /// <summary>The tokens of codes, blanks as a sign that can be seen.</summary>
    public string[] ShownTokensOf(IEnumerable<float> codes) =>
        [.. TokensOf(codes).Select(token => string.IsNullOrWhiteSpace(token) ? "␣" : token)];

    /// <summary>The fitted preparation.</summary>
    public JsonObject ToJson() => preparation.ToJson();

    /// <summary>Numbers as the network has them in the unit of the file.</summary>
    /// <param name="values">Numbers, timestep after timestep.</param>
    public double[] Inverse(ReadOnlySpan<float> values)
    {
        // The inverse of a step may ask for the series, of which nothing but its length is known.
        int steps = values.Length / Features;
        string zeros = string.Join(' ', Enumerable.Repeat("0", steps));
        Frame frame = Columns.Aggregate(
            new Frame(TimeIndex.Numbered(1), Columns, [.. Columns.Select(_ => new double[1])]),
            (made, column) => made.WithCategories(column, [zeros]));
        PreparedItem item = preparation.Transform(SeriesSet.Of(frame))[0];
        double[] result = new double[values.Length], column = new double[steps];
        for (int feature = 0; feature < Features; feature++)
        {
            for (int t = 0; t < steps; t++)
            {
                column[t] = values[(t * Features) + feature];
            }

            preparation.Inverse(item, Columns[feature], 0, column);
            for (int t = 0; t < steps; t++)
            {
                result[(t * Features) + feature] = column[t];
            }
        }

        return result;
    }

    private static float[] Flatten(Frame frame) => [.. FlattenNumbers(frame).Select(value => (float)value)];

    private static double[] FlattenNumbers(Frame frame)
    {
        int features = frame.ColumnNames.Count;
        double[] values = new double[frame.RowCount * features];
        for (int feature = 0; feature < features; feature++)
        {
            ReadOnlySpan<double> column = frame.Column(frame.ColumnNames[feature]);
            for (int t = 0; t < column.Length; t++)
            {
                values[(t * features) + feature] = column[t];
            }
        }

        return values;
    }

    private static JsonNode SettingsOf(Block<PreparingStep> block) =>
        block.ToJson() is JsonObject named && named[block.Name] is { } settings ? settings : new JsonObject();

    private static PreparingStep WithColumns(Block<PreparingStep> block, string[] columns)
    {
        JsonArray names = new([.. columns.Select(name => (JsonNode)name)]);
        JsonObject settings = SettingsOf(block) is JsonObject given ? (JsonObject)given.DeepClone() : [];
        settings[ColumnsKey] = names;
        return PreparingStep.Catalogue.Create(new JsonObject { [block.Name] = settings });
    }

    private static string FieldOf(int step) => string.Create(CultureInfo.InvariantCulture, $"prepare.steps[{step + 1}]");
}
