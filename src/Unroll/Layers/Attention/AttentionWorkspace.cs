using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The workspace of a pass of <see cref="MultiHeadAttention"/>: projections, attended values and, in training, their gradients.
/// </summary>
/// <param name="sizes">Rows, timesteps and dimensions.</param>
/// <param name="core">The attention itself.</param>
/// <param name="training">Whether a backward pass follows.</param>
internal sealed class AttentionWorkspace(AttentionSizes sizes, ScaledDotProduct core, bool training)
    : LayerWorkspace(sizes.Rows, sizes.Queries)
{
    private readonly bool[] _keyMask = new bool[sizes.Keys * sizes.Rows];

    public AttentionSizes Sizes { get; } = sizes;

    public ScaledDotProduct Core { get; } = core;

    public AlignedBuffer Queries { get; } = new(checked(sizes.Queries * sizes.KeyStride));

    public AlignedBuffer Keys { get; } = new(checked(sizes.Keys * sizes.KeyStride));

    public AlignedBuffer Values { get; } = new(checked(sizes.Keys * sizes.ValueStride));

    public AlignedBuffer Attended { get; } = new(checked(sizes.Queries * sizes.ValueStride));

    public AlignedBuffer QueryGradient { get; } = new(checked(training ? sizes.Queries * sizes.KeyStride : 0));

    public AlignedBuffer KeyGradient { get; } = new(checked(training ? sizes.Keys * sizes.KeyStride : 0));

    public AlignedBuffer ValueGradient { get; } = new(checked(training ? sizes.Keys * sizes.ValueStride : 0));

    public AlignedBuffer AttendedGradient { get; } = new(checked(training ? sizes.Queries * sizes.ValueStride : 0));

    /// <summary>The mask of keys and values together: a timestep counts if both are real.</summary>
    public ReadOnlySpan<bool> KeyMask(TimeMajorSpan key, TimeMajorSpan value)
    {
        if (!key.IsMasked || !value.IsMasked)
        {
            return key.IsMasked ? key.Mask : value.Mask;
        }

        for (int i = 0; i < _keyMask.Length; i++)
        {
            _keyMask[i] = key.Mask[i] && value.Mask[i];
        }

        return _keyMask;
    }
}
