using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// A model for serving: an immutable snapshot with weights of its own, packed once. Thread-safe without locks. Buffers are kept between
/// calls, so that a call with as many rows and timesteps as one before allocates nothing. Every call starts from zero: even a stateful
/// layer keeps no state. See <see cref="CreateStream"/> for streams that carry one.
/// </summary>
/// <example>
/// <code>
/// using var predictor = Predictor.Load("model.safetensors");
/// float[] forecast = new float[predictor.GetOutputLength(rows: 1, timesteps: 33)];
/// predictor.Predict(window, forecast);
/// </code>
/// </example>
public sealed partial class Predictor : IDisposable
{
    private readonly Model _model;
    private readonly PassPools _pools;
    private readonly Shape[] _inputShapes;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly ServingTeam? _team;
    private int _isDisposed;

    /// <summary>
    /// Takes a snapshot of a model. The model may be trained on; the predictor does not follow. A model that is not built is built.
    /// </summary>
    /// <param name="model">
    /// The model; not in training on another thread at this moment (a callback of its training may take a snapshot).
    /// </param>
    /// <param name="options">Threads and buffers; leave out for the defaults.</param>
    /// <exception cref="InvalidOperationException">The model is not built and does not know its input's shape.</exception>
    /// <exception cref="InputException">
    /// The model has a layer or a cell of the user's that is not registered (<see cref="Layer.Catalogue"/>,
    /// <see cref="RnnCell.Catalogue"/>).
    /// </exception>
    public Predictor(Model model, PredictorOptions options = default)
        : this(ModelCopy.Create(model ?? throw new ArgumentNullException(nameof(model))), model.InputNames, options)
    {
    }

    /// <summary>Serves a model that is nobody else's.</summary>
    internal Predictor(Model own, IReadOnlyList<string> inputNames, PredictorOptions options)
    {
        _model = own;
        _inputShapes = [.. own.InputShapes];
        _inputNames = [.. inputNames];
        _outputNames = [.. own.OutputNames];
        OutputShapes = [.. own.OutputShapes];
        Metadata = new Dictionary<string, string>(own.Metadata);
        _pools = new PassPools(own, options.KeptShapes);
        own.Prepare(training: false);
        int threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        if (threads > 1)
        {
            _team = new ServingTeam(threads, own);
        }
    }

    /// <summary>Names of the inputs, in order.</summary>
    public IReadOnlyList<string> InputNames => _inputNames;

    /// <summary>Names of the outputs, in order.</summary>
    public IReadOnlyList<string> OutputNames => _outputNames;

    /// <summary>Shapes of a sample's inputs.</summary>
    public IReadOnlyList<Shape> InputShapes => _inputShapes;

    /// <summary>Shapes of a prediction's outputs.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>The short texts that were saved with the model.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a model that <see cref="Model.Save"/> wrote; its loss, metrics and optimizer need not be known.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Threads and buffers; leave out for the defaults.</param>
    /// <exception cref="InputException">The file is missing, damaged, or no model of Unroll.</exception>
    public static Predictor Load(string path, PredictorOptions options = default)
    {
        Model model = Model.Load(path, compile: false);
        return new Predictor(model, model.InputNames, options);
    }

    /// <summary>Length of the only output, for some rows.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="timesteps">Timesteps of the input; 1 for vectors.</param>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">
    /// The model does not take as many timesteps, or the output is longer than an array can be.
    /// </exception>
    public int GetOutputLength(int rows, int timesteps)
    {
        RequireSingle();
        return PassTensor.LengthOf(GetOutput(rows, timesteps), rows);
    }

    /// <summary>
    /// Length of one of several outputs, for some rows, as
    /// <see cref="PredictAll(ReadOnlySpan{ReadOnlyMemory{float}}, int, ReadOnlySpan{Memory{float}}, ReadOnlySpan{ReadOnlyMemory{int}})"/>
    /// needs it.
    /// </summary>
    /// <param name="output">Index of the output, in the order of <see cref="OutputNames"/>.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="timesteps">Timesteps of each input; 1 for vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, or a number is not positive.</exception>
    /// <exception cref="ArgumentException">
    /// There is not one number of timesteps for each input, the model does not take as many timesteps, or the output is longer than an
    /// array can be.
    /// </exception>
    public int GetOutputLength(int output, int rows, ReadOnlySpan<int> timesteps)
    {
        if ((uint)output >= (uint)_outputNames.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(output), output,
                $"There is no output {output}: the model has {_outputNames.Length} ({string.Join(", ", _outputNames)}), from 0.");
        }

        Require.AtLeast(rows, 1, nameof(rows));
        RequireCount(timesteps.Length, _inputNames, "inputs' timesteps");
        Shape[] inputs = new Shape[timesteps.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = ShapeOfInput(i, timesteps[i]);
        }

        return PassTensor.LengthOf(_model.Network.InferOutputs(inputs)[output], rows);
    }

    /// <summary>Predicts one sample.</summary>
    /// <param name="sample">[timesteps, features], or [features] for vectors.</param>
    /// <param name="output">Receives [timesteps, features], or [features] for a vector; exactly as long.</param>
    /// <exception cref="ArgumentException">A length is not as the model needs it.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    public void Predict(ReadOnlySpan<float> sample, Span<float> output)
    {
        RequireSingle();
        Predict(sample, 1, InferTimesteps(0, sample.Length, 1), output);
    }

    /// <summary>Predicts a batch. The same numbers, bit for bit, as the model gives for this batch.</summary>
    /// <param name="input">[rows, timesteps, features], or [rows, features] for vectors.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="timesteps">Timesteps; 1 for vectors.</param>
    /// <param name="output">Receives [rows, timesteps, features], or [rows, features] for vectors; exactly as long.</param>
    /// <param name="lengths">Real timesteps of each row, the others being padding at its end; empty where there is no padding.</param>
    /// <exception cref="ArgumentException">A length is not as the model needs it.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed of.</exception>
    public void Predict(ReadOnlySpan<float> input, int rows, int timesteps, Span<float> output, ReadOnlySpan<int> lengths = default)
    {
        RequireSingle();
        RequireInput(0, rows, timesteps, input.Length);
        Span<int> shape = [0, timesteps];
        Run(new PredictorCall(input, lengths, rows, output), shape);
    }

    /// <summary>Predicts a batch of several inputs, outputs, or both.</summary>
    /// <param name="inputs">One for each input, [rows, timesteps, features] or [rows, features]; arrays will do.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="outputs">One for each output, to receive [rows, timesteps, features] or [rows, features]; exactly as long.</param>
    /// <param name="lengths">
    /// For each input the real timesteps of its rows, or nothing where there is no padding; empty where no input has any.
    /// </param>
    /// <exception cref="ArgumentException">A number or a length is not as the model needs it.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed of.</exception>
    public void PredictAll(
        ReadOnlySpan<ReadOnlyMemory<float>> inputs, int rows, ReadOnlySpan<Memory<float>> outputs,
        ReadOnlySpan<ReadOnlyMemory<int>> lengths = default)
    {
        Require.AtLeast(rows, 1, nameof(rows));
        RequireCount(inputs.Length, _inputNames, "inputs");
        RequireCount(outputs.Length, _outputNames, "outputs");
        if (!lengths.IsEmpty)
        {
            RequireCount(lengths.Length, _inputNames, "inputs' lengths");
        }

        Span<int> shape = stackalloc int[1 + inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            shape[1 + i] = InferTimesteps(i, inputs[i].Length, rows);
            RequireInput(i, rows, shape[1 + i], inputs[i].Length);
        }

        Run(new PredictorCall(inputs, lengths, rows, outputs), shape);
    }

    /// <summary>
    /// Starts streams that are given one timestep at a time and carry their state; all streams of a predictor share its weights. They may
    /// be used after the predictor is disposed of.
    /// </summary>
    /// <param name="rows">Streams that go on together, a row each; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is not positive.</exception>
    /// <exception cref="NotSupportedException">A layer needs more than the timesteps so far; the message names it.</exception>
    public StreamingPredictor CreateStream(int rows = 1) => new(_model, rows, _team);

    /// <summary>Ends the threads, if there are any of its own, once a call that uses them has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _team?.Dispose();
        }
    }
}
