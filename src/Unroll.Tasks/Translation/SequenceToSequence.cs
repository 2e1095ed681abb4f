using Unroll.Series.Frames;
using Unroll.Series.Texts;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Translation;

/// <summary>
/// A learner that translates sequences; made by a recipe, or by the steps of <see cref="For"/>, each of which gives a new untrained
/// learner.
/// </summary>
/// <example>
/// <code>
/// SequenceToSequence translator = SequenceToSequence.For().Prepare(new TokenizeStep(new() { Unit = TokenUnit.Character }));
/// translator.Fit([new("third of May 1999", "1999-05-03"), …]);
/// Console.WriteLine(translator.Translate("4 July 2001").Text);
/// </code>
/// </example>
public sealed class SequenceToSequence : TaskLearner<SequenceToSequence, Translation, TranslationEvaluation>
{
    private SequenceToSequence(Recipe recipe, ulong? seed)
        : base(RequireTask<TranslationTask>(recipe), seed)
    {
    }

    private SequenceToSequence(SavedRun run)
        : base(run)
    {
    }

    private LearnedTranslation State => (LearnedTranslation)Learned;

    /// <summary>Creates an untrained learner.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static SequenceToSequence Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>
    /// A learner of pairs of texts: words as tokens, a bidirectional LSTM and a decoder with attention of 128 units, the pairs divided at
    /// random into 70 % training, 15 % validation (for early stopping) and 15 % test part, unless the steps change that.
    /// </summary>
    /// <param name="source">Name of the column that is read.</param>
    /// <param name="target">Name of the column that is written.</param>
    public static SequenceToSequence For(string source = TextPairReader.SourceName, string target = TextPairReader.TargetName) =>
        new(Starting(TranslationTask.Instance, new DataRecipe { Texts = [source], Targets = [target] }), null);

    /// <summary>Loads a learner from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new SequenceToSequence Load(string folder) => new(OpenRun<TranslationTask>(folder));

    /// <summary>Describes the network.</summary>
    /// <param name="network">Cells, units, attention and so on.</param>
    /// <exception cref="InputException">It does not fit together.</exception>
    public SequenceToSequence EncoderDecoder(EncoderDecoderRecipe network) => With(recipe => recipe.With(TranslationTask.Network, network));

    /// <summary>Sets how targets are written.</summary>
    /// <param name="decoding">Greedy or beam search.</param>
    public SequenceToSequence Decoding(DecodingRecipe decoding) => With(recipe => recipe.With(TranslationTask.Decoding, decoding));

    /// <summary>Sets which pairs are learned, and how they are judged.</summary>
    /// <param name="pairs">Greatest length, scheduled sampling, BLEU.</param>
    public SequenceToSequence Pairs(PairRecipe pairs) => With(recipe => recipe.With(TranslationTask.Pairs, pairs));

    /// <summary>Trains on pairs; see <see cref="TextPairReader"/> and <see cref="TextTableReader"/> for files.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="options">Threads, callbacks and cancellation.</param>
    /// <exception cref="InputException">A text is empty, there are too few pairs, or they do not fit the recipe.</exception>
    public TrainingRun Fit(IReadOnlyList<TextPair> pairs, LearnerOptions options = default) => Fit(SetOf(pairs), null, options);

    /// <summary>Evaluates on pairs outside the training part, beside the baselines.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A text is empty.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TranslationEvaluation Evaluate(
        IReadOnlyList<TextPair> pairs, int threads = 0, CancellationToken cancellationToken = default) =>
        Evaluate(SetOf(pairs), threads, cancellationToken);

    /// <summary>Predicts the translations of texts, by the recipe's search.</summary>
    /// <param name="texts">The texts, at least one.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A text is empty or too long, or has characters that training did not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<Translation> Predict(
        IReadOnlyList<string> texts, int threads = 0, CancellationToken cancellationToken = default) =>
        Translate(texts, decoding: null, threads, cancellationToken);

    /// <summary>Translates a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="decoding">Greedy or beam search; null for that of the recipe.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The text is empty or too long, or has characters that training did not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Translation Translate(
        string text, DecodingRecipe? decoding = null, int threads = 0, CancellationToken cancellationToken = default) =>
        Translate([text], decoding, threads, cancellationToken)[0];

    /// <summary>Translates texts, as <c>Predict</c> does, by any search.</summary>
    /// <param name="texts">The texts, at least one.</param>
    /// <param name="decoding">Greedy or beam search; null for that of the recipe.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A text is empty or too long, or has characters that training did not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<Translation> Translate(
        IReadOnlyList<string> texts, DecodingRecipe? decoding = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        State.RequireSearch(decoding is null || decoding == new DecodingRecipe() ? null : "decoding");
        SeriesSet series = Sources(texts);
        return Interruptible.Run(() => Translate(series, decoding, threads), cancellationToken);
    }

    /// <summary>The series of texts, as <see cref="Learner.PredictTable"/> and <see cref="Learner.Explain"/> take them.</summary>
    /// <param name="texts">The texts, at least one.</param>
    /// <exception cref="InputException">A text is empty, or has something else than numbers where the network reads these.</exception>
    public SeriesSet Sources(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return State.SourcesOf(texts);
    }

    private protected override IReadOnlyList<Translation> PredictionsOf(SeriesSet series, int threads) => Translate(series, null, threads);

    private protected override SequenceToSequence Create(Recipe recipe, ulong seed) => new(recipe, seed);

    private Translation[] Translate(SeriesSet series, DecodingRecipe? decoding, int threads) => State.Translate(
        State.DataOf(series).RequireTexts(needsTargets: false), Trained, decoding ?? Recipe.Section(TranslationTask.Decoding), threads);

    private SeriesSet SetOf(IReadOnlyList<TextPair> pairs) =>
        TextPairReader.Of(pairs, TranslationTask.SourcesOf(Recipe.Data)[0], TranslationTask.TargetsOf(Recipe.Data)[0]);
}
