using Unroll.Series.Frames;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Shops of unequal length: a week's shape, in proportion to the shop's size.</summary>
internal static class Panel
{
    public static SeriesSet Create(int shops)
    {
        RandomStream random = new(11);
        return new(
            [
                .. Enumerable.Range(0, shops).Select(shop =>
                {
                    float size = 1 + shop;
                    int rows = 90 + (10 * shop);
                    return new SeriesItem($"shop-{shop}", new Frame(
                        new TimeIndex([.. Enumerable.Range(0, rows).Select(day => new DateTime(2021, 1, 1).AddDays(day))]),
                        ["load", "price"],
                        [
                            [.. Enumerable.Range(0, rows).Select(
                                day => size * (10 + (3 * Math.Sin(2 * Math.PI * day / 7))) + (0.1 * (float)random.NextNormal()))],
                            [.. Enumerable.Range(0, rows).Select(day => 5 + (day % 3))],
                        ]))
                    { StaticCovariates = [size] };
                }),
            ],
            ["size"]);
    }
}
