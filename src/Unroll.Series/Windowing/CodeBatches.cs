using System.Buffers;
using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Streams of codes.</summary>
internal sealed class CodeBatches : StatefulBatches
{
    /// <summary>The most codes that a float represents exactly.</summary>
    private const int MostCodes = 1 << 24;

    private const int CheckedAtOnce = 16384;

    private readonly ColumnValues _codes;
    private readonly CodeForm _input;
    private readonly CodeForm _target;

    /// <summary>Cuts codes into streams.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="vocabulary">Size of the vocabulary.</param>
    /// <param name="layout">Streams and steps.</param>
    /// <param name="input">Encoding of the inputs.</param>
    /// <param name="target">Encoding of the targets.</param>
    /// <param name="name">How messages name the code at a place.</param>
    public CodeBatches(ColumnValues codes, int vocabulary, StreamLayout layout, CodeForm input, CodeForm target, Func<int, string> name)
        : base(layout, codes.Length)
    {
        if (vocabulary is < 1 or > MostCodes)
        {
            throw new InputException($"The vocabulary has {CountFormatter.Format(vocabulary, "codes")}, but must have from 1 to " +
                $"{MostCodes}.");
        }

        (_codes, _input, _target) = (codes, input, target);
        Check(vocabulary, name);
        InputShape = Shape.Sequence(layout.Length, input == CodeForm.OneHot ? vocabulary : 1);
        TargetShape = Shape.Sequence(layout.Length, target == CodeForm.OneHot ? vocabulary : 1);
    }

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <inheritdoc/>
    public override bool IsSlow => _codes.Store is not null;

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => Copy(samples, 0, _input, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Copy(samples, Layout.Ahead, _target, destination);

    private void Copy(ReadOnlySpan<int> samples, int ahead, CodeForm form, TimeMajorSpan destination)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Layout.Length);
        for (int row = 0; row < samples.Length; row++)
        {
            ReadOnlySpan<float> codes = ColumnRun.Read(_codes, FirstRow(samples[row]) + ahead, rented.AsSpan(0, Layout.Length));
            for (int step = 0; step < codes.Length; step++)
            {
                Span<float> features = destination.At(step, row);
                if (form == CodeForm.Index)
                {
                    features[0] = codes[step];
                    continue;
                }

                features.Clear();
                features[(int)codes[step]] = 1;
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void Check(int vocabulary, Func<int, string> name)
    {
        float[] buffer = new float[Math.Min(CheckedAtOnce, _codes.Length)];
        for (int start = 0; start < _codes.Length; start += buffer.Length)
        {
            ReadOnlySpan<float> codes = ColumnRun.Read(_codes, start, buffer.AsSpan(0, Math.Min(buffer.Length, _codes.Length - start)));
            for (int i = 0; i < codes.Length; i++)
            {
                if (!(codes[i] >= 0 && codes[i] < vocabulary) || codes[i] != (int)codes[i])
                {
                    string where = name(start + i);
                    throw new InputException(float.IsNaN(codes[i])
                        ? $"{where} is missing, but each step needs one: fill it, or leave it out."
                        : $"{where} is {codes[i]}, but codes are whole numbers from 0 to {vocabulary - 1}.");
                }
            }
        }
    }
}
