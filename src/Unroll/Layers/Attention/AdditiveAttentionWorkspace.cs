using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The workspace of a pass of <see cref="AdditiveAttention"/>: the projections, the weights and, in training, the gradients of both. Hidden
/// units of pairs of timesteps are computed again where they are needed, so that memory does not grow with their number.
/// </summary>
/// <param name="rows">Rows.</param>
/// <param name="queries">Timesteps of the query.</param>
/// <param name="keys">Timesteps of the values.</param>
/// <param name="units">Hidden units.</param>
/// <param name="training">Whether a backward pass follows.</param>
internal sealed class AdditiveAttentionWorkspace(int rows, int queries, int keys, int units, bool training) : LayerWorkspace(rows, queries)
{
    private readonly AlignedBuffer _weights = new(checked(queries * rows * keys));
    private readonly AlignedBuffer _scoreGradients = new(training ? keys : 0);
    private readonly AlignedBuffer _hidden = new(units);
    private readonly AlignedBuffer _factors = new(keys);

    /// <summary>W·q of each timestep and row.</summary>
    public AlignedBuffer Queries { get; } = new(checked(queries * rows * units));

    /// <summary>U·k of each timestep and row.</summary>
    public AlignedBuffer Keys { get; } = new(checked(keys * rows * units));

    /// <summary>The gradient of <see cref="Queries"/>.</summary>
    public AlignedBuffer QueryGradient { get; } = new(checked(training ? queries * rows * units : 0));

    /// <summary>The gradient of <see cref="Keys"/>.</summary>
    public AlignedBuffer KeyGradient { get; } = new(checked(training ? keys * rows * units : 0));

    /// <summary>The gradients of a timestep's scores.</summary>
    public Span<float> ScoreGradients => _scoreGradients.Span[..keys];

    /// <summary>The weights that are dropped; null where none are.</summary>
    public HashedDropout? Drops { get; set; }

    /// <summary>The weights of a timestep and row on each timestep of the values.</summary>
    public Span<float> Weights(int t, int row) => _weights.Span.Slice(((t * Rows) + row) * keys, keys);

    /// <summary>The factors of dropped weights of a timestep and row; empty where none are dropped.</summary>
    public ReadOnlySpan<float> DropFactors(int t, int row)
    {
        if (Drops is not { } drops)
        {
            return default;
        }

        drops.Fill(unchecked((uint)(((t * Rows) + row) * keys)), _factors.Span[..keys]);
        return _factors.Span[..keys];
    }

    /// <summary>tanh(W·q + U·k) of a pair of timesteps; replaced by the next.</summary>
    public Span<float> Hidden(int t, int s, int row)
    {
        Span<float> hidden = _hidden.Span[..units];
        TensorPrimitives.Add(At(Queries, t, row), At(Keys, s, row), hidden);
        ElementwiseLoop.Forward(default(Tanh.Operator), hidden, hidden);
        return hidden;
    }

    /// <summary>The gradient of W·q.</summary>
    public Span<float> QueryGradientAt(int t, int row) => At(QueryGradient, t, row);

    /// <summary>The gradient of U·k.</summary>
    public Span<float> KeyGradientAt(int s, int row) => At(KeyGradient, s, row);

    /// <summary>Begins a backward pass.</summary>
    public void ClearGradients()
    {
        QueryGradient.Span.Clear();
        KeyGradient.Span.Clear();
    }

    private Span<float> At(AlignedBuffer buffer, int t, int row) => buffer.Span.Slice(((t * Rows) + row) * units, units);
}
