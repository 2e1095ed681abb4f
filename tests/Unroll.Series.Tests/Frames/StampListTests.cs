using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Frames;

public class StampListTests
{
    [Fact]
    public void Stamps_come_out_as_they_went_in_however_they_are_packed()
    {
        // Runs of one step, of another, and of none: packed as one run, as several, or one by one.
        Gen<long[]> gen =
            from runs in Gen.Choose(1, 40)
            from lengths in Gen.Choose(1, 400).ArrayOf(runs)
            from steps in Gen.Choose(1, 4).ArrayOf(runs)
            from seed in Gen.Choose(0, int.MaxValue)
            select Stamps(lengths, steps, seed);
        Prop.ForAll(gen.ToArbitrary(), ticks =>
        {
            StampBuilder builder = new();
            foreach (long stamp in ticks)
            {
                builder.Add(stamp);
            }

            StampList list = builder.ToList();
            TimeIndex packed = new(list, 0, ticks.Length);
            TimeIndex plain = new([.. ticks.Select(stamp => new DateTime(stamp))]);
            bool same = list.Count == ticks.Length && packed.Step == plain.Step && packed.AsSpan().SequenceEqual(plain.AsSpan());
            for (int i = 0; i < ticks.Length; i += 37)
            {
                same &= packed[i].Ticks == ticks[i] && packed.IndexAtOrAfter(new(ticks[i])) == i
                    && packed.IndexAtOrAfter(new(ticks[i] - 1)) == (i > 0 && ticks[i - 1] == ticks[i] - 1 ? i - 1 : i);
                TimeIndex slice = packed.Slice(i, Math.Min(60, ticks.Length - i));
                same &= slice.AsSpan().SequenceEqual(plain.AsSpan().Slice(i, slice.Count))
                    && slice.Step == plain.Slice(i, slice.Count).Step;
            }

            return same;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Even_stamps_take_no_memory_a_row()
    {
        const int Count = 50_000_000;
        TimeIndex numbered = TimeIndex.Numbered(Count);
        Assert.Equal(Count - 1, numbered[Count - 1].Ticks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeIndex part = numbered.Slice(1000, Count - 2000).Extend(5);
        Assert.Equal(1000 + Count - 2000 + 4, part[part.Count - 1].Ticks);
        Assert.Equal(new TimeSpan(1), part.Interval);
        Assert.Equal(1, part.IndexAtOrAfter(new DateTime(1001)));
        Assert.True(part.IsNumbered);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000);
    }

    [Fact]
    public void Stamps_with_a_gap_take_little_memory()
    {
        StampBuilder builder = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000_000; i++)
        {
            builder.Add((i + (i / 300_000)) * TimeSpan.TicksPerMinute);
        }

        StampList list = builder.ToList();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000);
        Assert.Equal(3 * TimeSpan.TicksPerMinute, list[900_001].Ticks - list[899_999].Ticks);
        Assert.Null(new TimeIndex(list, 0, list.Count).Step);
        Assert.Equal(TimeSpan.FromMinutes(1), new TimeIndex(list, 0, 300_000).Interval);
    }

    [Fact]
    public void Features_of_an_index_are_those_of_its_stamps()
    {
        TimeIndex time = new([.. Enumerable.Range(0, 400).Select(day => new DateTime(2016, 1, 1).AddDays(day))]);
        TimeFeature feature = CalendarFeature.Cyclic(CalendarUnit.Month);
        Assert.Equal(feature.Columns(time.AsSpan())[0].Value, feature.Columns(time)[0].Value);
        Assert.Equal(feature.Columns(time)[0].Value[100..], feature.Columns(time.Slice(100, 300))[0].Value);
    }

    [Fact]
    public void A_row_beyond_the_index_is_refused()
    {
        TimeIndex index = TimeIndex.Numbered(5).Slice(1, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => index[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => index[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Slice(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Slice(-1, 2));
    }

    private static long[] Stamps(int[] lengths, int[] steps, int seed)
    {
        Random random = new(seed);
        List<long> ticks = [];
        long at = new DateTime(2000, 1, 1).Ticks;
        for (int run = 0; run < lengths.Length; run++)
        {
            for (int i = 0; i < lengths[run]; i++)
            {
                // A step of 4 stands for uneven ones.
                at += (steps[run] == 4 ? random.Next(1, 50) : steps[run]) * TimeSpan.TicksPerHour;
                ticks.Add(at);
            }
        }

        return [.. ticks];
    }
}
