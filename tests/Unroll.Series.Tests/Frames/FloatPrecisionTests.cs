using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

public class FloatPrecisionTests
{
    private const int Rows = 50_000;

    [Fact]
    public void Floats_hold_what_comes_back_from_them() => Prop.ForAll(
        ArbMap.Default.ArbFor<float>().Generator.Select(value => (double)value).ArrayOf().ToArbitrary(),
        Gen.Choose(0, 40).Select(place => (place, value: 0.1)).ToArbitrary(),
        (exact, spoilt) =>
        {
            double[] mixed = [.. exact];
            bool isSpoilt = spoilt.place < mixed.Length;
            if (isSpoilt)
            {
                mixed[spoilt.place] = spoilt.value;
            }

            return FloatPrecision.Holds(exact) && FloatPrecision.Holds(mixed) != isSpoilt;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(16_777_216.0, true)]
    [InlineData(16_777_217.0, false)]
    [InlineData(12_345_779.78, false)]
    [InlineData(0.5, true)]
    [InlineData(-0.0, true)]
    [InlineData(double.NaN, true)]
    [InlineData(1e39, false)]
    [InlineData(1e-46, false)]
    public void A_value_is_held_or_not(double value, bool isHeld)
    {
        Assert.Equal(isHeld, FloatPrecision.Holds([value]));
        Assert.Equal(isHeld, FloatPrecision.Holds([.. Enumerable.Repeat(value, 37)]));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1)]
    public void A_column_becomes_one_of_doubles_where_floats_do_not_hold_it(long budget)
    {
        // "whole" is exact throughout, "late" from the middle on no more, "meter" never.
        double[][] written = [new double[Rows], new double[Rows], new double[Rows]];
        ColumnsBuilder builder = new(3, budget);
        for (int row = 0; row < Rows; row++)
        {
            (written[0][row], written[1][row], written[2][row]) = (row % 9 == 0 ? double.NaN : row, row < Rows / 2 ? row : row + 0.1,
                123_456_780 + (row * 0.37));
            builder.Add([written[0][row], written[1][row], written[2][row]]);
        }

        Frame frame = new(
            TimeIndex.Numbered(Rows), ["whole", "late", "meter"], builder.ToColumns(), new Dictionary<string, IReadOnlyList<string>>());
        Assert.Equal(budget == 1, frame.Values("late").Store is not null);
        if (builder.Store is { } store)
        {
            // Half of a column more where only half of it is doubles, but for the block that has both.
            Assert.InRange(store.Length, Rows * 4 * (1 + 1.5 + 2), (Rows * 4 * (1 + 1.5 + 2)) + (1 << 16));
        }
        else
        {
            Assert.IsType<FloatColumn>(frame.Values("whole"));
            Assert.IsType<MemoryColumn>(frame.Values("late"));
        }

        foreach ((int start, int count) in new[] { (0, Rows), (Rows / 2, 5000), (16_000, 20_000), (Rows - 3, 3), (100, 0) })
        {
            Frame slice = frame.Slice(start, count).Extend(2);
            for (int j = 0; j < written.Length; j++)
            {
                string name = frame.ColumnNames[j];
                double[] expected = [.. written[j].AsSpan(start, count), double.NaN, double.NaN];
                Assert.Equal(Bits(expected), Bits(slice.Column(name)));
                float[] rounded = new float[count + 2];
                slice.CopyColumn(name, 0, rounded);
                Assert.Equal([.. expected.Select(value => (float)value)], rounded);
                double[] copied = new double[count];
                frame.CopyColumn(name, start, copied);
                Assert.Equal(Bits(expected)[..count], Bits(copied));
            }
        }
    }

    [Fact]
    public void What_is_added_to_a_frame_in_a_file_takes_the_room_that_it_needs()
    {
        ColumnsBuilder builder = new(1, 1);
        for (int row = 0; row < Rows; row++)
        {
            builder.Add([row]);
        }

        Frame frame = new(TimeIndex.Numbered(Rows), ["a"], builder.ToColumns(), new Dictionary<string, IReadOnlyList<string>>());
        ColumnStore store = frame.Values("a").Store!;
        long before = store.Length;
        double[] halves = [.. Enumerable.Range(0, Rows).Select(row => row / 2.0)];
        double[] thirds = [.. Enumerable.Range(0, Rows).Select(row => row / 3.0)];
        frame = frame.With("halves", halves);
        Assert.Equal(Rows * sizeof(float), store.Length - before);
        frame = frame.With("thirds", thirds);
        Assert.Equal(Rows * (sizeof(float) + sizeof(double)), store.Length - before);
        Assert.Equal(halves, frame.Column("halves").ToArray());
        Assert.Equal(thirds, frame.Column("thirds").ToArray());
    }

    [Fact]
    public void A_column_is_mapped_where_it_is()
    {
        ColumnsBuilder memory = new(1, long.MaxValue);
        ColumnsBuilder stored = new(1, 1);
        for (int row = 0; row < Rows; row++)
        {
            memory.Add([row]);
            stored.Add([row]);
        }

        foreach (ColumnsBuilder builder in new[] { memory, stored })
        {
            Frame frame = new(TimeIndex.Numbered(Rows), ["a"], builder.ToColumns(), new Dictionary<string, IReadOnlyList<string>>());
            double previous = -1;
            Frame mapped = frame.WithCategories("a", ["x"]).Slice(7, Rows - 9).Map("a", values =>
            {
                for (int i = 0; i < values.Length; i++)
                {
                    Assert.True(values[i] > previous);
                    previous = values[i];
                    values[i] /= 3;
                }
            });
            Assert.Equal(Enumerable.Range(7, Rows - 9).Select(row => row / 3.0), mapped.Column("a").ToArray());
            Assert.Same(builder.Store, mapped.Values("a").Store);
            Assert.Null(mapped.Categories("a"));
            Assert.Equal(7, frame.Slice(7, 1).Column("a")[0]);
            Assert.Empty(frame.Slice(7, 0).Map("a", _ => { }).Column("a").ToArray());
        }
    }

    private static long[] Bits(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, long>(values).ToArray();
}
