using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that cuts texts into tokens, a row each, which stay texts: for steps behind it that look at each token, as <c>characters</c>,
/// <c>ngrams</c> and <c>affixes</c> do, before <c>tokenize: {unit: row}</c> makes codes of all. An empty text is one empty token. It has no
/// inverse.
/// </summary>
public sealed class SplitTextStep : ConfiguredStep<SplitTextOptions>
{
    private readonly TokenizeStep _tokens;

    internal static StepEntry Entry { get; } = new StepEntry<SplitTextStep, SplitTextOptions>(
        "split-texts",
        "Cuts texts into tokens, a row each, which stay texts for steps that look at each of them; `tokenize: {unit: row}` makes codes of "
            + "them.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
            settings.Of("unit",
                Kind.Choice(("word", TokenUnit.Word), ("character", TokenUnit.Character), ("blank", TokenUnit.Blank)),
                options => options.Unit, (options, value) => options with { Unit = value },
                "The unit of tokens: words and signs, characters, or what stands between blanks."),
            settings.Flag("lower-case", options => options.LowerCase, (options, value) => options with { LowerCase = value },
                "Whether texts are put in lower case first."),
        ],
        options => new(options),
        (step, json) => new FittedSplitTexts(step, json.Columns()),
        "columns")
    {
        Example = "split-texts: {columns: question, lower-case: true}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and unit.</param>
    /// <exception cref="InputException">The unit is a whole row, or one that has to be learned.</exception>
    public SplitTextStep(SplitTextOptions options = default)
        : base("split-texts", options)
    {
        if (options.Unit is not (TokenUnit.Word or TokenUnit.Character or TokenUnit.Blank))
        {
            throw new InputException(
                $"Step '{Name}' got unit: {options.Unit.ToString().ToLowerInvariant()}, but cuts texts into word, character or blank "
                + "(what stands between blanks): take one of these, or the step tokenize alone.");
        }

        _tokens = new TokenizeStep(new TokenizeOptions { Unit = options.Unit, LowerCase = options.LowerCase });
    }

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no column of texts.</exception>
    public override FittedStep Fit(SeriesSet training) => new FittedSplitTexts(this, TextColumns.Of(training, Options.Columns, Name));

    internal string[] Tokens(string text) => [.. _tokens.Tokens(text)];
}

/// <summary>Cuts texts of frames.</summary>
internal sealed class FittedSplitTexts(SplitTextStep step, string[] columns) : FittedStep<SplitTextStep>(step, columns)
{
    public override int? ReachBack => null;

    public override Frame Transform(Frame frame, string id)
    {
        string[][][] tokens = [.. Columns.Select(column =>
        {
            StepColumns.Require(frame, column, Name, id);
            return TextColumns.Read(frame, column).Select(text => Step.Tokens(text) is { Length: > 0 } own ? own : [""]).ToArray();
        })];
        Frame rows = TextColumns.Rows(
            frame, Columns, [.. tokens.Select(own => own.Select(row => new double[row.Length]).ToArray())], Name, id);
        return Columns.Zip(tokens).Aggregate(
            rows, (made, pair) => TextColumns.With(made, pair.First, [.. pair.Second.SelectMany(row => row)]));
    }
}
