using Unroll.Series.Frames;
using Unroll.Series.Texts;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Generation;

/// <summary>
/// A generator of text, character by character or word by word; made by a recipe, or by the steps of <see cref="For"/>, each of which gives
/// a new untrained generator.
/// </summary>
/// <example>
/// <code>
/// TextGenerator generator = TextGenerator.For().Network(new Embedding(67, 32), new Lstm(128), new Dense(67));
/// generator.Fit(TextFileReader.Read("shakespeare.txt"));
/// foreach (string piece in generator.Generate("ROMEO:", new() { Length = 200, Sampler = new() { Temperature = 0.8f } }))
/// {
///     Console.Write(piece);
/// }
/// </code>
/// </example>
public sealed class TextGenerator : TaskLearner<TextGenerator, TextPrediction, TextEvaluation>
{
    private TextGenerator(Recipe recipe, ulong? seed)
        : base(RequireTask<GenerationTask>(recipe), seed)
    {
    }

    private TextGenerator(SavedRun run)
        : base(run)
    {
    }

    private LearnedGeneration State => (LearnedGeneration)Learned;

    /// <summary>Creates an untrained generator.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights and dropout; null for the recipe's.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static TextGenerator Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>
    /// A generator of characters: an embedding and an LSTM of 128 units, the text divided in its order into 70 % training, 15 % validation
    /// (for early stopping) and 15 % test part, unless the steps change that.
    /// </summary>
    public static TextGenerator For() => WithDefaultNetwork(new(Starting(GenerationTask.Instance, new DataRecipe()), null));

    /// <summary>Loads a generator from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new TextGenerator Load(string folder) => new(OpenRun<GenerationTask>(folder));

    /// <summary>Trains on a text; see <see cref="TextFileReader"/> for files.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Threads, callbacks and cancellation.</param>
    /// <exception cref="InputException">The text is empty or too short, or does not fit the recipe.</exception>
    public TrainingRun Fit(string text, LearnerOptions options = default) => Fit(TextFileReader.Of(text), null, options);

    /// <summary>Sets the streams of training.</summary>
    /// <param name="stream">Steps of truncated back-propagation.</param>
    public TextGenerator Streams(StreamRecipe stream) => With(recipe => recipe.With(GenerationTask.Stream, stream));

    /// <summary>Evaluates on a text outside the training part, beside the Markov chains that were kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The text is too short.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TextEvaluation Evaluate(string text, int threads = 0, CancellationToken cancellationToken = default) =>
        Evaluate(TextFileReader.Of(text), threads, cancellationToken);

    /// <summary>Predicts what follows a text, by the default options of <see cref="Generate"/>, as a whole.</summary>
    /// <param name="prompt">The text to continue; empty to begin.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The prompt has a token that the vocabulary does not have, or is too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TextPrediction Predict(string prompt, int threads = 0, CancellationToken cancellationToken = default) =>
        new("", prompt, string.Concat(Generate(prompt, default, threads, cancellationToken)));

    /// <summary>
    /// Looks inside the first network with a text: how much each of its tokens counts for what follows, units that follow it, guesses.
    /// </summary>
    /// <param name="text">The text; of at least two tokens.</param>
    /// <param name="options">The measure, and the token that is explained; null for the defaults.</param>
    /// <exception cref="InputException">The text is too short, or has no such place; or there is no such token or unit.</exception>
    public Explanation Explain(string text, ExplanationOptions? options = null) => Explain(TextFileReader.Of(text), options);

    /// <summary>Generates what follows a text; of a list of lines, the rest of a line.</summary>
    /// <param name="prompt">The text to continue; empty to begin.</param>
    /// <param name="options">Length, sampling and end.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it before the next piece.</param>
    /// <returns>The text, piece by piece as it is drawn, without the prompt.</returns>
    /// <exception cref="InputException">The prompt has a token that the vocabulary does not have, or is too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<string> Generate(
        string prompt = "", GenerationOptions options = default, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return State.Generate(prompt, options, Trained, threads, cancellationToken);
    }

    /// <summary>The notes on a prompt, such as words of it that the vocabulary does not have; empty where there are none.</summary>
    /// <param name="prompt">The text to continue.</param>
    public IReadOnlyList<string> Notes(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return State.NotesOn([prompt]);
    }

    /// <summary>Generates several texts that begin alike, as many as the options say.</summary>
    /// <inheritdoc cref="Generate"/>
    /// <returns>The texts, each piece by piece; each is to be taken whole before the next.</returns>
    public IEnumerable<IEnumerable<string>> GenerateTexts(
        string prompt = "", GenerationOptions options = default, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return State.GenerateTexts([prompt], options, Trained, threads, cancellationToken);
    }

    private protected override IReadOnlyList<TextPrediction> PredictionsOf(SeriesSet series, int threads) =>
        State.Continue(series, default, Trained, threads);

    private protected override TextGenerator Create(Recipe recipe, ulong seed) => new(recipe, seed);
}
