namespace Unroll.Series.Preparing;

/// <summary>The date of Easter in the Gregorian calendar.</summary>
internal static class Easter
{
    /// <summary>Easter Sunday (the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Sunday(int year)
    {
        int a = year % 19;
        (int b, int c) = Math.DivRem(year, 100);
        (int d, int e) = Math.DivRem(b, 4);
        int f = (b + 8) / 25;
        int g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30;
        (int i, int k) = Math.DivRem(c, 4);
        int l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        (int month, int day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
