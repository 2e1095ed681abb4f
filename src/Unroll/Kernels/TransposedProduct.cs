using System.Diagnostics;

namespace Unroll.Kernels;

/// <summary>
/// Products with a transposed A: C += Aᵀ·B. The micro-kernel could read A as it lies, down its columns; but of each cache line it would use
/// a tile's few floats only, and where A's rows are some KiB long those lines drive one another out of the first-level cache before the
/// next tile comes. So where tiles are low a block of A is laid out transposed once, for all columns of B.
/// </summary>
internal static unsafe class TransposedProduct
{
    /// <summary>The most inner steps of a block of A: the sums of C are read and written once in that many.</summary>
    public const int MostInner = 256;

    /// <summary>
    /// Inner steps of one chunk of B packed here: of 48 columns, 96 KiB, streamed from the second-level cache; shorter chunks would stay in
    /// the first level, but read and write the sums of C more often, which costs more.
    /// </summary>
    private const int ChunkLength = 512;

    /// <summary>Floats of a block of A: 256 KiB, a part of a second-level cache.</summary>
    private const int BlockLength = 1 << 16;

    [ThreadStatic]
    private static AlignedBuffer? _block;

    [ThreadStatic]
    private static AlignedBuffer? _panel;

    /// <summary>Whether tiles are so low that reading A down its columns uses little of each cache line.</summary>
    public static bool PaysToTurn => !Simd.HasManyRegisters;

    /// <summary>A thread's own block of A.</summary>
    public static AlignedBuffer Block => _block ??= new AlignedBuffer(BlockLength);

    /// <summary>
    /// The rows of C whose part of A fits into a block of so many inner steps: whole tiles, so that a row is in a tile of the same height
    /// with blocks as without, and gets the same bits.
    /// </summary>
    public static int RowsOfBlock(int inner) =>
        BlockLength / AlignedBuffer.RoundUp(inner) / MatrixProduct.TallestTile * MatrixProduct.TallestTile;

    /// <summary>Lays some of A out transposed.</summary>
    /// <param name="a">A at the first inner step and row.</param>
    /// <param name="aStride">From one inner step to the next.</param>
    /// <param name="inner">Inner steps, at most <see cref="MostInner"/>.</param>
    /// <param name="rows">Rows, at most <see cref="RowsOfBlock"/>.</param>
    /// <param name="block">The block.</param>
    /// <returns>The block as an operand of products, its inner stride 1.</returns>
    public static Segment Turn(float* a, nint aStride, int inner, int rows, float* block)
    {
        int stride = AlignedBuffer.RoundUp(inner);
        Transposition.Copy(a, aStride, inner, rows, block, stride);
        return new Segment(block, stride, inner);
    }

    /// <summary>
    /// C += Aᵀ·B. While a panel of B is multiplied, the next one is asked for, whose rows lie too far apart for the processor to foresee.
    /// </summary>
    /// <param name="a">A, [inner, rows].</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">B, [inner, columns]; packed here, a chunk of a panel at a time.</param>
    /// <param name="bStride">From one row of B to the next.</param>
    /// <param name="c">C, [rows, columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="inner">The inner length: rows of A and B.</param>
    /// <param name="rows">Rows of C: columns of A.</param>
    /// <param name="columns">Columns of B and C.</param>
    public static void Add(
        ReadOnlySpan<float> a, int aStride, ReadOnlySpan<float> b, int bStride, Span<float> c, int cStride, int inner, int rows,
        int columns)
    {
        if (inner == 0)
        {
            return;
        }

        Debug.Assert(a.Length >= ((inner - 1) * aStride) + rows && c.Length >= ((rows - 1) * cStride) + columns, "operands too short");
        fixed (float* aStart = a, bStart = b, cStart = c)
        {
            PanelTeam.Run(
                new AddKernel(aStart, aStride, bStart, bStride, cStart, cStride, inner, rows, columns),
                PanelWalk.Vectors(columns),
                rows,
                (long)inner * columns);
        }
    }

    /// <summary>C += Aᵀ·B, where B is some of the rows of a packed matrix.</summary>
    /// <param name="a">A, [inner, rows].</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">The packed matrix.</param>
    /// <param name="first">Its first row that counts.</param>
    /// <param name="inner">How many do.</param>
    /// <param name="c">C, [rows, b.Columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="rows">Rows of C.</param>
    public static void Add(ReadOnlySpan<float> a, int aStride, PackedMatrix b, int first, int inner, Span<float> c, int cStride, int rows)
    {
        Debug.Assert(
            first + inner <= b.Inner && a.Length >= ((inner - 1) * aStride) + rows && c.Length >= ((rows - 1) * cStride) + b.Columns,
            "operands too short");
        fixed (float* aStart = a, bStart = b.Panels, cStart = c)
        {
            var segment = new Segment(aStart, 1, inner);
            foreach (ColumnPanel panel in new PanelWalk(b.Columns))
            {
                int column = panel.Column;
                var x = new Operands
                {
                    Segments = &segment,
                    SegmentCount = 1,
                    AInnerStride = aStride,
                    Start = cStart + column,
                    StartStride = cStride,
                    C = cStart + column,
                    CStride = cStride,
                    Rows = rows,
                };
                float* packed = bStart + ((nint)b.Inner * column) + ((nint)first * panel.Width);
                MatrixProduct.MultiplyPanel(x, packed, panel.Vectors, panel.Present);
            }
        }
    }

    /// <summary>C += Aᵀ·B, with a B that is packed a chunk of a panel at a time.</summary>
    private readonly struct AddKernel(float* a, int aStride, float* b, int bStride, float* c, int cStride, int inner, int rows, int columns)
        : IPanelKernel
    {
        public void Run(int from, int to)
        {
            // For one panel alone, turning costs more than it saves.
            bool turns = PaysToTurn && to - from > PackedMatrix.PanelVectors(PanelWalk.Vectors(columns) - from);
            fixed (float* block = turns ? Block.Span : default)
            {
                for (int first = 0; first < inner; first += ChunkLength)
                {
                    int length = Math.Min(ChunkLength, inner - first);
                    int blockRows = turns ? RowsOfBlock(length) : rows;
                    for (int row = 0; row < rows; row += blockRows)
                    {
                        int count = Math.Min(blockRows, rows - row);
                        float* part = a + ((nint)first * aStride) + row;
                        Segment segment = turns ? Turn(part, aStride, length, count, block) : new Segment(part, 1, length);
                        AddBlock(&segment, turns ? 1 : aStride, b + ((nint)first * bStride), c + ((nint)row * cStride), count, from, to);
                    }
                }
            }
        }

        /// <summary>The contribution of a block of A to its rows of C.</summary>
        private void AddBlock(Segment* segment, int innerStride, float* rowsOfB, float* rowsOfC, int count, int from, int to)
        {
            Span<float> packed = (_panel ??= new AlignedBuffer(ChunkLength * MatrixProduct.WidestPanel)).Span;
            fixed (float* packedStart = packed)
            {
                foreach (ColumnPanel panel in new PanelWalk(columns, from, to))
                {
                    int column = panel.Column;
                    var source = new ReadOnlySpan<float>(rowsOfB, ((segment->Length - 1) * bStride) + columns);
                    PanelCopy.Copy(source, bStride, segment->Length, column, panel.Present, panel.Width, packed);
                    var x = new Operands
                    {
                        Segments = segment,
                        SegmentCount = 1,
                        AInnerStride = innerStride,
                        Start = rowsOfC + column,
                        StartStride = cStride,
                        C = rowsOfC + column,
                        CStride = cStride,
                        Rows = count,
                        Next = rowsOfB + column + panel.Width,
                        NextStep = bStride,
                    };
                    MatrixProduct.MultiplyPanel(x, packedStart, panel.Vectors, panel.Present);
                }
            }
        }
    }
}
