"""What a random draw is for: one number a decision, so that no two decisions share a draw.

Numbers are part of the results: give a new decision a new number and never reuse one.
"""

HEAT = 1  # a sector's own heat, once a run
TAKING = 2  # how commanders take orders, once a run
ORDER = 3  # whether the order arrives today
FIRE = 4  # bouts of both sides of a sector
BOUT_RUSSIA, BOUT_UKRAINE = 5, 6  # size, and how many bouts are seen
NAMED_RUSSIA, NAMED_UKRAINE = 7, 8  # findings, right and wrong
LEVEL = 9  # line-wide level of the day
REGION = 10  # regional factor of the day
CASUALTIES = 11  # deaths and civilians of the day
CRISIS = 12  # grave incident, and how it is answered
TYPES_RUSSIA, TYPES_UKRAINE = 20, 21  # tactical or not, aims
PLEDGE = 22
STATIONARY = 23  # moods at the start
PRESSURE = 24
MOODS = 25  # attention, unity
ELECTION = 26
RATIFICATION = 27
RENEWAL = 28
SNAPBACK = 29
SIGHT = 30  # massing seen: of Russia, of Ukraine
MOVE_RUSSIA, MOVE_UKRAINE = 31, 32  # whether the question is open, and the move
REVIEW_RUSSIA, REVIEW_UKRAINE = 33, 35  # whether the course is reviewed; pressure on or off the line
SIGNAL = 34
DISTRACTION = 36
GREY = 37  # grey-zone acts of Moscow, of Kyiv
ACCESS = 38  # whether a sector is open to the mission this week
ADVANCE, WAR_LOSSES, ROUT = 40, 41, 42  # of a week of war
MEETINGS, WALKOUT = 43, 44  # of a track in a week of talks
ULTIMATUM = 45  # whether it is carried out
SUMMIT = 46  # whether leaders meet; whether those left out scuttle
