using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// Packed copies of a block of rows and columns of a kernel [inputs, outputs]: as it is for the forward pass, and transposed for the
/// backward pass. Repacked when the parameter has changed. Of a kernel with more axes, all but the last count as one.
/// </summary>
internal sealed class PackedParameter
{
    private readonly Parameter _parameter;
    private readonly int _start;
    private readonly int _columns;
    private readonly int _stride;
    private readonly int _rows;
    private PackedMatrix? _transposed;
    private int _version;
    private int _transposedVersion;

    public PackedParameter(Parameter parameter)
        : this(parameter, 0, parameter.Dimensions[1])
    {
    }

    public PackedParameter(Parameter parameter, int column, int columns)
        : this(parameter, 0, parameter.Dimensions[0], column, columns)
    {
    }

    public PackedParameter(Parameter parameter, int row, int rows, int column, int columns)
    {
        _parameter = parameter;
        _columns = columns;
        _rows = rows;
        _stride = parameter.Dimensions[^1];
        _start = (row * _stride) + column;
        Matrix = new PackedMatrix(rows, columns);
    }

    /// <summary>B of A·B in the forward pass.</summary>
    public PackedMatrix Matrix { get; }

    /// <summary>The transpose, for the gradient of the input; there once prepared for training.</summary>
    public PackedMatrix Transposed =>
        _transposed
            ?? throw new InvalidOperationException("The layer was not prepared for a backward pass: call Prepare(training: true) first.");

    public void Prepare(bool withTransposed)
    {
        if (_version != _parameter.Version)
        {
            Matrix.Pack(_parameter.Values[_start..], _stride);
            _version = _parameter.Version;
        }

        if (withTransposed && _transposedVersion != _parameter.Version)
        {
            _transposed ??= new PackedMatrix(_columns, _rows);
            _transposed.PackTransposed(_parameter.Values[_start..], _stride);
            _transposedVersion = _parameter.Version;
        }
    }
}
