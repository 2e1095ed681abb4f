using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The state of a user-defined cell's pass.</summary>
internal sealed class UserWorkspace : RecurrentWorkspace
{
    private readonly int _inputRow;
    private readonly int _savedRow;
    private readonly AlignedBuffer _saved;

    public UserWorkspace(int rows, int timesteps, int inputs, RnnCell cell)
        : base(rows, timesteps, cell.Units)
    {
        _inputRow = checked(rows * inputs);
        _savedRow = checked(rows * cell.SavedSize);
        Input = new AlignedBuffer(checked(timesteps * _inputRow));
        InputGradient = new AlignedBuffer(checked(timesteps * _inputRow));
        _saved = new AlignedBuffer(checked(timesteps * _savedRow));
        ZeroState = new AlignedBuffer(checked(rows * cell.Units));
        Discarded = new AlignedBuffer(checked(rows * cell.Units));
        States = [.. cell.StateSizes.Select((size, state) => new State(timesteps, state == 0 ? 0 : rows * size))];
    }

    /// <summary>x of all timesteps.</summary>
    public AlignedBuffer Input { get; }

    /// <summary>Gradient of x of all timesteps.</summary>
    public AlignedBuffer InputGradient { get; }

    /// <summary>h before the first timestep where it is zero.</summary>
    public AlignedBuffer ZeroState { get; }

    /// <summary>A place for the unused gradient of an h before the first timestep.</summary>
    public AlignedBuffer Discarded { get; }

    /// <summary>The states; that of index 0 is kept elsewhere.</summary>
    public State[] States { get; }

    /// <summary>The running pass.</summary>
    public PassContext? Context { get; set; }

    public Span<float> InputAt(AlignedBuffer buffer, int timestep) => buffer.Span.Slice(timestep * _inputRow, _inputRow);

    public Span<float> SavedAt(int timestep) => _saved.Span.Slice(timestep * _savedRow, _savedRow);

    /// <summary>A state other than h over time.</summary>
    internal sealed class State(int timesteps, int size)
    {
        private readonly AlignedBuffer _values = new(checked((timesteps + 1) * size));

        /// <summary>Gradient of the state at the timestep that runs backward.</summary>
        public AlignedBuffer Gradient { get; } = new(size);

        /// <summary>Gradient of the state before it.</summary>
        public AlignedBuffer PreviousGradient { get; } = new(size);

        /// <summary>The state at a timestep; −1 for the initial one.</summary>
        public Span<float> At(int timestep) => _values.Span.Slice((timestep + 1) * size, size);
    }
}
