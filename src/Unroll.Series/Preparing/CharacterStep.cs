using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the characters of a column of texts, a column each, as codes for an embedding layer: <c>word-character-1</c>,
/// <c>word-character-2</c> and so on. 0 is padding behind a short text, 1 a character that the training part does not have. Of a long text
/// the first and the last half of the characters are kept, since words are told by how they begin and end. The column itself stays as it
/// is, for the step <c>tokenize</c> behind it. It has no inverse.
/// </summary>
public sealed class CharacterStep : ConfiguredStep<CharacterOptions>
{
    internal static StepEntry Entry { get; } = new StepEntry<CharacterStep, CharacterOptions>(
        "characters",
        "Adds the characters of texts, a column each, as codes for an embedding layer: what is known of an unknown word.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
            settings.Rows("length", options => options.Length, (options, value) => options with { Length = value },
                "Characters of each text, 16 where it is absent; of a longer one the first and the last half are kept."),
        ],
        options => new(options),
        (step, json) => new FittedCharacters(step, json.Columns(), Vocabulary.ListFromJson(json)),
        "columns")
    {
        Example = "characters: {columns: word, length: 16}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and length.</param>
    public CharacterStep(CharacterOptions options = default)
        : base("characters", options)
    {
    }

    /// <summary>Characters of each text.</summary>
    internal int Length => Options.Length > 0 ? Options.Length : CharacterOptions.DefaultLength;

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no column of texts, or no character in the training part.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = TextColumns.Of(training, Options.Columns, Name);
        FittedCharacters fitted = new(this, columns, [.. columns.Select(column => Fit(training, column))]);
        StepColumns.RequireNew(training, columns.SelectMany(fitted.MadeOf), Name);
        return fitted;
    }

    private Vocabulary Fit(SeriesSet training, string column)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string character in training.Items.SelectMany(item => TextColumns.Read(item.Frame, column)).SelectMany(Characters))
        {
            counts[character] = counts.GetValueOrDefault(character) + 1;
        }

        return counts.Count > 0
            ? new Vocabulary([.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key)])
            : throw new InputException($"Step '{Name}' finds no character in column '{column}' of the training part: give texts.");
    }

    internal static IEnumerable<string> Characters(string text) => text.EnumerateRunes().Select(rune => rune.ToString());
}

/// <summary>The characters of columns of texts.</summary>
internal sealed class FittedCharacters(CharacterStep step, string[] columns, Vocabulary[] vocabularies)
    : FittedStep<CharacterStep>(step, columns), IVocabularySizes
{
    private const int Unknown = 1;
    private const int First = 2;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Sizes { get; } = columns.Zip(vocabularies)
        .SelectMany(pair => Names(step, pair.First).Select(name => KeyValuePair.Create(name, pair.Second.Texts.Length + First)))
        .ToDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string> MadeOf(string column) => Columns.Contains(column) ? [.. Names(Step, column)] : [];

    public override Frame Transform(Frame frame, string id) => frame.With(Columns.Index().SelectMany(column =>
    {
        StepColumns.Require(frame, column.Item, Step.Name, id);
        int[][] codes = [.. TextColumns.Read(frame, column.Item).Select(text => Codes(text, vocabularies[column.Index]))];
        return Names(Step, column.Item)
            .Select((name, place) => (name, codes.Select(own => place < own.Length ? own[place] : 0.0).ToArray()));
    }));

    protected override void Save(JsonObject json) => Vocabulary.Write(vocabularies, json);

    private static IEnumerable<string> Names(CharacterStep step, string column) => Enumerable.Range(1, step.Length)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"{column}-character-{number}"));

    private int[] Codes(string text, Vocabulary vocabulary)
    {
        int[] codes = [.. CharacterStep.Characters(text)
            .Select(character => vocabulary.CodeOf(character) is >= 0 and var code ? code + First : Unknown)];
        int length = Step.Length, first = (length + 1) / 2;
        return codes.Length <= length ? codes : [.. codes[..first], .. codes[^(length - first)..]];
    }
}
