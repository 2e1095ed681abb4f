using System.Globalization;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// A network that takes a sequence one timestep at a time and carries its state: hidden states of recurrent layers, and the lookback of
/// causal convolutions. After t steps its outputs are those for a whole sequence of these t timesteps (of the last timestep, where the
/// network returns sequences), up to rounding. The state lives here, the weights in the <see cref="Predictor"/> that made the stream. A
/// step allocates nothing. A stream is for one thread at a time, and refuses a second one; different streams are independent.
/// </summary>
/// <example>
/// <code>
/// using var predictor = Predictor.Load("model.safetensors");
/// StreamingPredictor stream = predictor.CreateStream();
/// float[] forecast = new float[stream.OutputLength];
/// foreach (float[] measurement in measurements)
/// {
///     stream.Step(measurement, forecast);
/// }
/// </code>
/// </example>
public sealed partial class StreamingPredictor
{
    private readonly ShardPass _pass;
    private readonly StreamState[] _states;
    private readonly PassTensor[] _inputs;
    private readonly PassTensor[] _outputs;
    private readonly ServingTeam? _team;
    private int _isInUse;

    internal StreamingPredictor(Model model, int rows, ServingTeam? team)
    {
        Require.AtLeast(rows, 1, nameof(rows));
        IReadOnlyList<Shape> shapes = model.InputShapes;
        StreamRules.Require(model.Network, shapes);
        Shape[] step = [.. shapes.Select(shape => shape.IsSequence ? Shape.Sequence(1, shape.Features) : shape)];
        _pass = model.CreatePass(step, new bool[step.Length], rows, new PassOptions(Training: false, StateKeeping: StateKeeping.Pass));
        _states = [.. _pass.AllNodes.Select(node => StreamState.Of(node.Layer, node.Pass)).OfType<StreamState>()];
        _inputs = [.. _pass.Inputs];
        _outputs = [.. _pass.Outputs];
        _team = team?.IsWorthwhile(rows, timesteps: 1) == true ? team : null;
        Rows = rows;
        InputLength = rows * _inputs.Sum(input => input.Shape.Features);
        OutputLength = rows * _outputs.Sum(output => output.Shape.Features);
        StateLength = _states.Sum(state => state.Length);
    }

    /// <summary>Streams that go on together.</summary>
    public int Rows { get; }

    /// <summary>Length of a step's input: the features of all inputs, times the rows.</summary>
    public int InputLength { get; }

    /// <summary>Length of a step's output: the features of all outputs, times the rows.</summary>
    public int OutputLength { get; }

    /// <summary>Length of one row's state.</summary>
    public int StateLength { get; }

    /// <summary>Goes on by one timestep.</summary>
    /// <param name="features">
    /// [rows, features] of this timestep. Where the network has several inputs, each row has the features of all of them, one after the
    /// other; an input that is a vector, not a sequence, is given at each step.
    /// </param>
    /// <param name="output">
    /// Receives [rows, features] of this timestep; of all outputs, one after the other in each row, where there are several. An output that
    /// is not a sequence is as if the sequence ended here.
    /// </param>
    /// <exception cref="ArgumentException">A length is not <see cref="InputLength"/> or <see cref="OutputLength"/>.</exception>
    /// <exception cref="InputException">
    /// A layer cannot take these numbers, such as an index beyond an embedding: the rows that were before are then to be reset or restored.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread uses the stream at this moment.</exception>
    public void Step(ReadOnlySpan<float> features, Span<float> output)
    {
        if (features.Length != InputLength)
        {
            ThrowLength(nameof(features), "a timestep", features.Length, InputLength);
        }

        if (output.Length != OutputLength)
        {
            ThrowLength(nameof(output), "the output", output.Length, OutputLength);
        }

        Enter();
        try
        {
            if (_inputs.Length == 1)
            {
                features.CopyTo(_inputs[0].Buffer.Span);
            }
            else
            {
                Part(features);
            }

            Forward();
            if (_outputs.Length == 1)
            {
                _outputs[0].Buffer.Span[..output.Length].CopyTo(output);
            }
            else
            {
                Join(output);
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Resets the state of all rows.</summary>
    /// <exception cref="InvalidOperationException">Another thread uses the stream at this moment.</exception>
    public void Reset()
    {
        Enter();
        for (int row = 0; row < Rows; row++)
        {
            Clear(row);
        }

        Leave();
    }

    /// <summary>Resets the state of one row.</summary>
    /// <param name="row">Row from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the stream at this moment.</exception>
    public void Reset(int row)
    {
        RequireRow(row);
        Enter();
        Clear(row);
        Leave();
    }

    /// <summary>
    /// Copies the state of one row, for <see cref="RestoreState"/> here, in another row or in another stream of the same network.
    /// </summary>
    /// <param name="destination">Receives <see cref="StateLength"/> numbers.</param>
    /// <param name="row">Row from 0.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not <see cref="StateLength"/> long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the stream at this moment.</exception>
    public void CopyState(Span<float> destination, int row = 0)
    {
        RequireRow(row);
        RequireStateLength(destination.Length, nameof(destination));
        Enter();
        foreach (StreamState state in _states)
        {
            state.CopyTo(row, destination);
            destination = destination[state.Length..];
        }

        Leave();
    }

    /// <summary>Restores the state of one row.</summary>
    /// <param name="source">A state from <see cref="CopyState"/>, of a stream of the same network.</param>
    /// <param name="row">Row from 0.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is not <see cref="StateLength"/> long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the stream at this moment.</exception>
    public void RestoreState(ReadOnlySpan<float> source, int row = 0)
    {
        RequireRow(row);
        RequireStateLength(source.Length, nameof(source));
        Enter();
        foreach (StreamState state in _states)
        {
            state.Restore(row, source);
            source = source[state.Length..];
        }

        Leave();
    }

    private void Clear(int row)
    {
        foreach (StreamState state in _states)
        {
            state.Clear(row);
        }
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _isInUse, 1) != 0)
        {
            throw new InvalidOperationException(
                "The stream is in use on another thread, and its state can only go one way: give each thread a stream of its own "
                + "(Predictor.CreateStream), or let one wait for the other.");
        }
    }

    private void Leave() => Volatile.Write(ref _isInUse, 0);

    /// <summary>
    /// Runs the step; the predictor's other threads, where it has any and they are free, help with products that are large enough.
    /// </summary>
    private void Forward()
    {
        if (_team is null || !_team.TryTake())
        {
            _pass.Forward();
            return;
        }

        try
        {
            _team.Passes[0] = _pass;
            _team.Forward(1);
        }
        finally
        {
            _team.Passes[0] = null;
            _team.GiveBack();
        }
    }

    /// <summary>Parts the features of each row among the inputs.</summary>
    private void Part(ReadOnlySpan<float> features)
    {
        for (int row = 0; row < Rows; row++)
        {
            foreach (PassTensor input in _inputs)
            {
                int width = input.Shape.Features;
                features[..width].CopyTo(input.Buffer.Span[(row * width)..]);
                features = features[width..];
            }
        }
    }

    /// <summary>Joins the features of all outputs in each row.</summary>
    private void Join(Span<float> output)
    {
        for (int row = 0; row < Rows; row++)
        {
            foreach (PassTensor tensor in _outputs)
            {
                int width = tensor.Shape.Features;
                tensor.Buffer.Span.Slice(row * width, width).CopyTo(output);
                output = output[width..];
            }
        }
    }

    private void RequireRow(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, string.Create(
                CultureInfo.InvariantCulture, $"There is no row {row}: the stream has {Rows}, from 0."));
        }
    }

    private void RequireStateLength(int length, string name)
    {
        if (length != StateLength)
        {
            ThrowLength(name, "the state of a row", length, StateLength);
        }
    }

    private void ThrowLength(string name, string what, int got, int expected) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture, $"Got {CountFormatter.Format(got, "numbers")} for {what}, but a stream of " +
                $"{CountFormatter.Format(Rows, "rows")} has {expected}: give as many."),
            name);
}
